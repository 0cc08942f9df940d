package dev.bochner.daily;

import dev.bochner.audit.Audit;
import dev.bochner.audit.AuditOptions;
import dev.bochner.audit.calibrate.Calibration;
import dev.bochner.audit.metric.Metric;
import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.source.EmbeddingSnapshot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** Calibrates the thresholds of the audit: compares snapshots of repeated trainings, each with the one before it. */
public final class AuditCalibration {
    private final SparkSession spark;
    private final Columns columns;
    private final Consumer<String> progress;

    /** Names of the snapshots' columns. */
    public record Columns(String id, String embedding) {}

    /** @param progress receives a line of text for each comparison */
    public AuditCalibration(SparkSession spark, Columns columns, Consumer<String> progress) {
        this.spark = spark;
        this.columns = columns;
        this.progress = progress;
    }

    /**
     * Compares every snapshot with the one before it.
     *
     * @param paths of Parquet snapshots, two or more
     * @param spec spec of the features to compare
     * @throws IllegalArgumentException if there are fewer than two
     */
    public Calibration of(List<String> paths, FeatureSpec spec) {
        if (paths.size() < 2) {
            throw new IllegalArgumentException(
                    "There are " + paths.size() + " snapshots, expected two or more to compare");
        }
        List<List<Metric>> pairs = new ArrayList<>();
        for (int i = 1; i < paths.size(); i++) {
            progress.accept("comparing " + paths.get(i) + " with the one before");
            JobConfig config = config(paths.get(i));
            AuditOptions options = config.audit();
            pairs.add(Audit.drift(open(config), open(config(paths.get(i - 1))), spec, options));
        }
        return Calibration.of(pairs);
    }

    private EmbeddingSnapshot open(JobConfig config) {
        return EmbeddingSnapshot.open(spark, config.source(), LocalDate.EPOCH);
    }

    private JobConfig config(String path) {
        return ConfigLoader.parse(
                "calibrate",
                "bochner { table = /none }",
                List.of(
                        "source.path=\"" + path + "\"",
                        "source.id-column=\"" + columns.id() + "\"",
                        "source.embedding-column=\"" + columns.embedding() + "\""));
    }
}
