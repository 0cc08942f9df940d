package dev.bochner.bench;

import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import dev.bochner.daily.DailyJob;
import dev.bochner.daily.PublishedAudit;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.Publication.Existing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Measures the audit of a published day, compared with the day before if there is one. */
final class AuditRun implements Contender {
    private final String name;
    private final SparkSession spark;
    private final Inputs inputs;
    private final FeatureSpec spec;
    private final LocalDate ds;

    /** @param ds the second day of the table; or the first, which is audited without a comparison */
    AuditRun(String name, SparkSession spark, Inputs inputs, FeatureSpec spec, LocalDate ds) {
        this.name = name;
        this.spark = spark;
        this.inputs = inputs;
        this.spec = spec;
        this.ds = ds;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run(Path output) {
        JobConfig config = config();
        if (!Files.exists(inputs.publishedTable())) {
            // This happens in the warm-up, before anything is measured.
            DailyJob.of(spark, config).run(Inputs.BEFORE, Existing.REFUSE);
            DailyJob.of(spark, config).run(Inputs.DS, Existing.REFUSE);
        }
        PublishedAudit.of(spark, config).examine(ds, Optional.empty());
    }

    private JobConfig config() {
        String text = String.format(
                Locale.ROOT,
                """
                bochner {
                  table = "%s"
                  source { path = "%s", unique-ids = true }
                  features { dim = %d, versions = [{ m = %d, seed = "%d" }] }
                  audit.enabled = false
                }
                """,
                inputs.publishedTable().toUri(),
                inputs.embeddingsTemplate(),
                spec.d(),
                spec.m(),
                spec.seed());
        return ConfigLoader.parse("bench", text, List.of());
    }

    @Override
    public Optional<Dataset<Row>> features(Path output) {
        return Optional.empty();
    }
}
