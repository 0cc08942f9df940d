package dev.bochner.bench;

import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import dev.bochner.daily.DailyJob;
import dev.bochner.daily.DailyResult;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Stabiliser.Kind;
import dev.bochner.store.Publication.Existing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The daily job of a second day with a stabiliser: what {@link DailyRun} does, and the join with the day before. */
final class StabilisedRun implements Contender {
    private final Kind kind;
    private final SparkSession spark;
    private final Inputs inputs;
    private final FeatureSpec spec;

    StabilisedRun(Kind kind, SparkSession spark, Inputs inputs, FeatureSpec spec) {
        this.kind = kind;
        this.spark = spark;
        this.inputs = inputs;
        this.spec = spec;
    }

    /** The name of the contender with a stabiliser. */
    static String name(Kind kind) {
        return "ours-" + kind.label();
    }

    @Override
    public String name() {
        return name(kind);
    }

    @Override
    public void run(Path output) {
        if (!Files.exists(table())) {
            // This happens in the warm-up, before anything is measured.
            publish(Inputs.BEFORE);
        }
        // No reader uses this table, so the snapshot is deleted directly: the day before is then the last one again.
        FileUtil.fullyDelete(snapshot().toFile());
        FileUtil.fullyDelete(
                table().resolve("_state").resolve("ds=" + Inputs.DS).toFile());
        publish(Inputs.DS);
    }

    private void publish(LocalDate ds) {
        DailyResult result = DailyJob.of(spark, config()).run(ds, Existing.REFUSE);
        if (result.status() != DailyResult.Status.PUBLISHED) {
            throw new IllegalStateException("The daily job published nothing: " + result.message());
        }
    }

    private Path table() {
        return inputs.stabilisedTable(kind.label());
    }

    private Path snapshot() {
        return table().resolve("features")
                .resolve("m=" + spec.m())
                .resolve("seed=" + spec.seed())
                .resolve("ds=" + Inputs.DS);
    }

    private JobConfig config() {
        String text = String.format(
                Locale.ROOT,
                """
                bochner {
                  table = "%s"
                  source { path = "%s", unique-ids = true }
                  files.compression = %s
                  audit.enabled = false
                  features { dim = %d, versions = [{ m = %d, seed = "%d" }] }
                  stabiliser { kind = %s, landmarks = [%s] }
                }
                """,
                table().toUri(),
                inputs.embeddingsTemplate(),
                inputs.codec(),
                spec.d(),
                spec.m(),
                spec.seed(),
                kind.label(),
                landmarks());
        return ConfigLoader.parse("bench", text, List.of());
    }

    /** Ids of as many items as there are dimensions, as landmarks. */
    private String landmarks() {
        return kind == Kind.LANDMARKS
                ? LongStream.range(0, spec.d()).mapToObj(Long::toString).collect(Collectors.joining(","))
                : "";
    }

    /** Empty: these features differ from the other contenders' by design. */
    @Override
    public Optional<Dataset<Row>> features(Path output) {
        return Optional.empty();
    }
}
