package dev.bochner.cli;

import dev.bochner.store.source.BinaryType;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.QuotedName;
import dev.bochner.store.source.SourceException;
import dev.bochner.store.source.SourceFailures;
import dev.bochner.store.source.SourceSchemaException;
import dev.bochner.store.source.SourceSpec;
import dev.bochner.store.source.SourceSpec.Location;
import dev.bochner.store.source.SourceSpec.Marker;
import dev.bochner.store.source.SourceSpec.UniqueIds;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import picocli.CommandLine.Option;

/** Where the plan's embeddings and labels are. */
final class PlanSource {
    /** As the daily job looks at, to tell d. */
    private static final int ROWS_FOR_DIMENSION = 1000;

    @Option(names = "--embeddings", paramLabel = "PATH", description = "Embeddings of one day.")
    private Optional<String> path = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "Spark's name of their format (default: ${DEFAULT-VALUE}).")
    private String format = "parquet";

    @Option(names = "--id-column", paramLabel = "NAME", description = "Their id (default: ${DEFAULT-VALUE}).")
    private String idColumn = "id";

    @Option(
            names = "--embedding-column",
            paramLabel = "NAME",
            description =
                    "The embedding itself: an array of numbers, an ML vector or bytes (default: ${DEFAULT-VALUE}).")
    private String embeddingColumn = "embedding";

    @Option(
            names = "--binary-type",
            paramLabel = "TYPE",
            description =
                    "What the bytes of a binary embedding are, little-endian: float32, float64 or float16 (default:"
                            + " ${DEFAULT-VALUE}).")
    private String binaryType = BinaryType.FLOAT32.label();

    @Option(
            names = "--labels",
            paramLabel = "PATH",
            description = "Classes of the items: adds the accuracy of a logistic regression against m.")
    private Optional<String> labelPath = Optional.empty();

    @Option(
            names = "--label-format",
            paramLabel = "NAME",
            description = "Format of the labels; csv is read with a header (default: ${DEFAULT-VALUE}).")
    private String labelFormat = "parquet";

    @Option(
            names = "--label-id-column",
            paramLabel = "NAME",
            description = "Id of a label, compared as text (default: ${DEFAULT-VALUE}).")
    private String labelIdColumn = "id";

    @Option(names = "--label-column", paramLabel = "NAME", description = "The class (default: ${DEFAULT-VALUE}).")
    private String labelColumn = "label";

    boolean isGiven() {
        return path.isPresent();
    }

    void refuseLabels() {
        labelPath.ifPresent(labels -> {
            throw new IllegalArgumentException(
                    "--labels is " + labels + ", expected none with --dim, which has no items");
        });
    }

    EmbeddingSnapshot embeddings(SparkSession spark) {
        Marker unmarked = new Marker(Marker.Policy.IGNORE, "_SUCCESS", Duration.ofHours(1));
        SourceSpec spec = new SourceSpec(
                format,
                new Location.Files(path.orElseThrow()),
                Map.of(),
                Optional.empty(),
                idColumn,
                embeddingColumn,
                List.of(),
                UniqueIds.CHECKED,
                unmarked,
                BinaryType.of(binaryType));
        return EmbeddingSnapshot.open(spark, spec, LocalDate.EPOCH);
    }

    /** The most frequent length of some embeddings. */
    int dimension(EmbeddingSnapshot snapshot) {
        Map<Integer, Long> counts = snapshot.sampleLengths(ROWS_FOR_DIMENSION).stream()
                .filter(length -> length > 0)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new SourceException(
                        "Snapshot is empty: " + snapshot.description() + " has no row with an embedding"));
    }

    /** Columns id and label, as text. */
    Optional<Dataset<Row>> labels(SparkSession spark) {
        return labelPath.map(labels -> SourceFailures.translating(labelFormat + " " + labels, () -> {
            Dataset<Row> rows =
                    spark.read().format(labelFormat).option("header", "true").load(labels);
            return rows.select(column(rows, labelIdColumn, "id"), column(rows, labelColumn, "label"));
        }));
    }

    private Column column(Dataset<Row> rows, String name, String as) {
        if (!List.of(rows.columns()).contains(name)) {
            throw new SourceSchemaException("Column " + name + " is not in " + labelFormat + " "
                    + labelPath.orElseThrow() + ", which has " + String.join(", ", rows.columns()));
        }
        return functions.col(QuotedName.of(name)).cast("string").as(as);
    }
}
