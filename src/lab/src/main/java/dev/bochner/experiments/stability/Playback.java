package dev.bochner.experiments.stability;

import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import dev.bochner.daily.DailyJob;
import dev.bochner.daily.DailyResult;
import dev.bochner.rff.LinearMap;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.VersionId;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/** Runs the daily job for one day after the other into a new table, and reads back the features that it published. */
final class Playback {
    private static final long SEED = 42;

    private final SparkSession spark;
    private final Refreshes refreshes;
    private final JobConfig config;

    private Playback(Refreshes refreshes, JobConfig config) {
        this.spark = refreshes.spark();
        this.refreshes = refreshes;
        this.config = config;
    }

    /**
     * Runs the job for every day.
     *
     * @param tables local directory in which the table is made
     * @throws IllegalStateException if a day is not published
     */
    static Playback run(Refreshes refreshes, StabiliserChoice rule, Path tables, List<Integer> ms) {
        JobConfig config =
                ConfigLoader.parse("experiment", conf(tables.resolve(rule.table()), refreshes, rule, ms), List.of());
        Playback playback = new Playback(refreshes, config);
        for (int day = 0; day < refreshes.days().size(); day++) {
            playback.publish(day);
        }
        return playback;
    }

    /** Configures the job without the audit, which this experiment does not measure. */
    private static String conf(Path table, Refreshes refreshes, StabiliserChoice rule, List<Integer> ms) {
        String versions = ms.stream()
                .map(m -> "{ m = " + m + ", seed = \"" + SEED + "\" }")
                .collect(Collectors.joining(", "));
        return """
                bochner {
                  table = %s
                  source { path = %s, carry = [%s, %s], unique-ids = true }
                  features.versions = [%s]
                  audit.enabled = false
                  %s
                }
                """.formatted(
                        quoted(table.toUri().toString()),
                        quoted(refreshes.template()),
                        Refreshes.GENRE,
                        Refreshes.LANDMARK,
                        versions,
                        rule.hocon());
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void publish(int day) {
        DailyResult result = DailyJob.of(spark, config).run(refreshes.date(day), Existing.REFUSE);
        if (result.status() != DailyResult.Status.PUBLISHED) {
            throw new IllegalStateException("Day " + refreshes.date(day) + " was not published: " + result.message());
        }
    }

    /** Published features of each day. */
    List<Vectors> features(int m) {
        FeatureTable table = table();
        return days().mapToObj(day -> Vectors.of(spark.read()
                        .parquet(table.path(snapshot(day, m)).toString())
                        .select("id", "features")))
                .toList();
    }

    /** The linear map that the stabiliser published on each day. The manifests of all m of a day name the same map. */
    List<LinearMap> transforms(int m) {
        FeatureTable table = table();
        return days().mapToObj(day -> table.manifest(snapshot(day, m))
                        .map(Manifest::lineage)
                        .flatMap(Manifest.Lineage::state)
                        .flatMap(table::state)
                        .map(StabiliserState::transform)
                        .orElseThrow(() -> new IllegalStateException(
                                "Snapshot " + snapshot(day, m) + " names no state of a stabiliser")))
                .toList();
    }

    private FeatureTable table() {
        return FeatureTable.at(
                new org.apache.hadoop.fs.Path(config.table()),
                spark.sparkContext().hadoopConfiguration());
    }

    private IntStream days() {
        return IntStream.range(0, refreshes.days().size());
    }

    private Snapshot snapshot(int day, int m) {
        return new Snapshot(new VersionId(m, SEED), refreshes.date(day));
    }
}
