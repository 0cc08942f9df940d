package dev.bochner.bench;

import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import dev.bochner.daily.DailyJob;
import dev.bochner.daily.DailyResult;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.Publication.Existing;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The daily job, from the lookup of the source to the published snapshot. */
final class DailyRun implements Contender {
    private final String name;
    private final SparkSession spark;
    private final Inputs inputs;
    private final List<List<FeatureSpec>> runs;
    private final UniqueIds uniqueIds;
    private final String codec;

    /** Whether the job looks for duplicate ids. */
    enum UniqueIds {
        TAKEN_FOR_GRANTED,
        CHECKED
    }

    /**
     * Prepares the job.
     *
     * @param runs the versions of each run; the runs follow each other
     */
    DailyRun(String name, SparkSession spark, Inputs inputs, List<List<FeatureSpec>> runs, UniqueIds uniqueIds) {
        this.name = name;
        this.codec = inputs.codec();
        this.spark = spark;
        this.inputs = inputs;
        this.runs = List.copyOf(runs);
        this.uniqueIds = uniqueIds;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run(Path output) {
        for (List<FeatureSpec> specs : runs) {
            DailyResult result = DailyJob.of(spark, config(output, specs)).run(Inputs.DS, Existing.REFUSE);
            if (result.status() != DailyResult.Status.PUBLISHED) {
                throw new IllegalStateException("The daily job published nothing: " + result.message());
            }
        }
    }

    private JobConfig config(Path output, List<FeatureSpec> specs) {
        String versions = specs.stream()
                .map(spec -> "{ m = " + spec.m() + ", seed = \"" + spec.seed() + "\" }")
                .collect(Collectors.joining(", "));
        String text = String.format(
                Locale.ROOT,
                """
                bochner {
                  table = "%s"
                  source { path = "%s", unique-ids = %s }
                  files.compression = %s
                  audit.enabled = false
                  features { dim = %d, versions = [%s] }
                }
                """,
                output.toUri(),
                inputs.embeddings(),
                uniqueIds == UniqueIds.TAKEN_FOR_GRANTED,
                codec,
                specs.get(0).d(),
                versions);
        return ConfigLoader.parse("bench", text, List.of());
    }

    @Override
    public Optional<Dataset<Row>> features(Path output) {
        FeatureSpec spec = runs.get(0).get(0);
        Path snapshot = output.resolve("features")
                .resolve("m=" + spec.m())
                .resolve("seed=" + spec.seed())
                .resolve("ds=" + Inputs.DS);
        return Optional.of(spark.read().parquet(snapshot.toUri().toString()));
    }
}
