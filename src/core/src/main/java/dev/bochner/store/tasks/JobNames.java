package dev.bochner.store.tasks;

import org.apache.spark.sql.SparkSession;

/** What Spark's UI, its log and the progress line call the jobs of a run. */
public final class JobNames {
    private static final String PREFIX = "bochner: ";

    private JobNames() {}

    /**
     * Names the jobs that this thread starts from now on.
     *
     * @param run the run-id, which becomes the group of the jobs
     * @param work what they do, such as {@code map and stage}
     */
    public static void set(SparkSession spark, String run, String work) {
        spark.sparkContext().setJobGroup(run, PREFIX + work, false);
    }
}
