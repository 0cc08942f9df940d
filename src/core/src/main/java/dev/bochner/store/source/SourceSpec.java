package dev.bochner.store.source;

import dev.bochner.store.Secrets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where the embeddings of a date are, and which columns are taken.
 *
 * @param format Spark's name of the format, for a path; e.g. {@code parquet}
 * @param location a path or a catalog table
 * @param options options of Spark's reader, in the order of their names: they are part of a source's fingerprint
 * @param filter a SQL predicate; a template like the path
 * @param idColumn name of the id column, any atomic type
 * @param embeddingColumn array of float or double, ML vector, or binary
 * @param carriedColumns columns copied beside the features
 * @param uniqueIds whether duplicate ids are looked for
 * @param marker what is done about the source's own success file
 * @param binaryType what the bytes of an embedding are, if it is binary
 */
public record SourceSpec(
        String format,
        Location location,
        Map<String, String> options,
        Optional<String> filter,
        String idColumn,
        String embeddingColumn,
        List<String> carriedColumns,
        UniqueIds uniqueIds,
        Marker marker,
        BinaryType binaryType) {

    public SourceSpec {
        options = Collections.unmodifiableMap(new TreeMap<>(options));
        carriedColumns = List.copyOf(carriedColumns);
    }

    /** Names of the columns that are read, the id and the embedding first. */
    public List<String> wantedColumns() {
        return Stream.concat(Stream.of(idColumn, embeddingColumn), carriedColumns.stream())
                .toList();
    }

    /** Where a day's embeddings are, for messages and the manifest; without any password. */
    public String describe(LocalDate ds) {
        String where = location instanceof Location.Files files
                ? format + " " + DateTemplate.resolve(files.pathTemplate(), ds)
                : "table " + ((Location.CatalogTable) location).name();
        return Secrets.redacted(filter.map(predicate -> where + " where " + DateTemplate.resolve(predicate, ds))
                .orElse(where));
    }

    /** The same embeddings by themselves, as they are now: nothing carried, and no marker waited for. */
    public SourceSpec withoutCarriedColumns() {
        Marker none = new Marker(Marker.Policy.IGNORE, marker.fileName(), marker.timeout());
        return new SourceSpec(
                format, location, options, filter, idColumn, embeddingColumn, List.of(), uniqueIds, none, binaryType);
    }

    /** Where the rows are: exactly one of the two. Templates know {ds}, {yyyy}, {MM} and {dd}. */
    public sealed interface Location {
        /** Files under a path template. */
        record Files(String pathTemplate) implements Location {}

        /** A table of Spark's catalog. */
        record CatalogTable(String name) implements Location {}
    }

    /** Whether ids are scanned for duplicates beforehand, or the source vouches for them. */
    public enum UniqueIds {
        CHECKED,
        GUARANTEED
    }

    /** The source's own marker of completeness. */
    public record Marker(Policy policy, String fileName, Duration timeout) {
        /** Ignore it, refuse at once without it, or wait for it up to the timeout. */
        public enum Policy {
            IGNORE,
            REFUSE,
            WAIT
        }
    }
}
