package dev.bochner.config;

import com.typesafe.config.ConfigValue;
import dev.bochner.store.parquet.FeatureFileWriter;
import dev.bochner.store.source.BinaryType;
import dev.bochner.store.source.DateTemplate;
import dev.bochner.store.source.SourceSpec;
import dev.bochner.store.source.SourceSpec.Location;
import dev.bochner.store.source.SourceSpec.Marker;
import dev.bochner.store.source.SourceSpec.UniqueIds;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the group bochner.source. */
final class SourceReader {
    /** Columns of the feature table itself; compared without case, as Spark and Hive do. */
    private static final List<String> RESERVED = List.of("m", "seed", "ds", FeatureFileWriter.FEATURES);

    private static final Kind<Marker.Policy> POLICY =
            Kind.choice(Map.of("no", Marker.Policy.IGNORE, "refuse", Marker.Policy.REFUSE, "wait", Marker.Policy.WAIT));
    private static final Kind<BinaryType> BINARY_TYPE = Kind.word(BinaryType.values(), BinaryType::label);
    private static final Kind<Duration> TIMEOUT = Kind.duration("above 0", d -> !d.isNegative() && !d.isZero());

    private final Group source;

    /** The columns of carry, once they are read. */
    private List<String> carried = List.of();

    private final Problems problems;

    SourceReader(Group source) {
        this.source = source;
        this.problems = source.problems();
    }

    /** Checks every key now; the result makes the spec, once it is known that there were no problems. */
    Supplier<SourceSpec> read() {
        Optional<String> format = source.required("format", Kind.TEXT);
        Optional<Location> location = location();
        Map<String, String> options = source.options("options");
        Optional<String> filter = template("filter");
        Optional<String> idColumn = source.required("id-column", Kind.TEXT);
        Optional<String> embeddingColumn = source.required("embedding-column", Kind.TEXT);
        carried = source.texts("carry");
        List<String> copied = carried;
        checkColumns(idColumn, embeddingColumn, copied);
        Optional<UniqueIds> uniqueIds = source.required("unique-ids", Kind.YES_OR_NO)
                .map(unique -> unique ? UniqueIds.GUARANTEED : UniqueIds.CHECKED);
        Optional<BinaryType> binaryType = source.required("binary-type", BINARY_TYPE);
        Supplier<Marker> marker = marker();
        return () -> new SourceSpec(
                format.orElseThrow(),
                location.orElseThrow(),
                options,
                filter,
                idColumn.orElseThrow(),
                embeddingColumn.orElseThrow(),
                copied,
                uniqueIds.orElseThrow(),
                marker.get(),
                binaryType.orElseThrow());
    }

    /** Columns that a later group may name. */
    List<String> carried() {
        return carried;
    }

    private Optional<Location> location() {
        Optional<Location> files = template("path").map(Location.Files::new);
        Optional<Location> table = source.optional("catalog-table", Kind.TEXT).map(Location.CatalogTable::new);
        if (!source.has("path") && !source.has("catalog-table")) {
            problems.missing(source.nameOf("path"), "a path, or " + source.nameOf("catalog-table") + " instead of it");
        }
        if (source.has("path") && source.has("catalog-table")) {
            source.refuse("catalog-table", "is set beside " + source.nameOf("path") + ", expected only one of the two");
        }
        return files.or(() -> table);
    }

    private Optional<String> template(String key) {
        Optional<String> template = source.optional(key, Kind.TEXT);
        template.ifPresent(text -> {
            try {
                DateTemplate.resolve(text, LocalDate.EPOCH);
            } catch (IllegalArgumentException e) {
                source.refuse(key, "is refused: " + e.getMessage());
            }
        });
        return template;
    }

    private void checkColumns(Optional<String> id, Optional<String> embedding, List<String> carried) {
        id.ifPresent(name -> refuseReserved("id-column", name));
        Set<String> taken = new HashSet<>();
        id.map(SourceReader::folded).ifPresent(taken::add);
        embedding
                .filter(name -> !taken.add(folded(name)))
                .ifPresent(name ->
                        source.refuse("embedding-column", "is " + name + ", expected another than the id column"));
        for (String name : carried) {
            if (refuseReserved("carry", name)) {
                continue;
            }
            if (!taken.add(folded(name))) {
                source.refuse("carry", "contains " + name + ", which is the id or embedding column or listed twice");
            }
        }
    }

    private boolean refuseReserved(String key, String column) {
        boolean reserved = RESERVED.contains(folded(column));
        if (reserved) {
            String verb = key.equals("carry") ? "contains " : "is ";
            source.refuse(
                    key,
                    verb + column + ", expected none of " + String.join(", ", RESERVED)
                            + ", which are columns of the feature table itself");
        }
        return reserved;
    }

    private static String folded(String column) {
        return column.toLowerCase(Locale.ROOT);
    }

    private Supplier<Marker> marker() {
        Optional<Marker.Policy> policy = source.required("require-success-file", POLICY);
        Optional<String> fileName = source.required("success-file", Kind.TEXT);
        Optional<Duration> timeout = source.required("success-file-timeout", TIMEOUT);
        Optional<ConfigValue> table = source.value("catalog-table");
        if (table.isPresent() && policy.isPresent() && policy.get() != Marker.Policy.IGNORE) {
            source.refuse(
                    "require-success-file", "needs " + source.nameOf("path") + "; a catalog table has no success file");
        }
        return () -> new Marker(policy.orElseThrow(), fileName.orElseThrow(), timeout.orElseThrow());
    }
}
