package dev.bochner.cli;

import dev.bochner.config.JobConfig;
import dev.bochner.progress.JobProgress;
import dev.bochner.store.source.SourceSpec.Location.CatalogTable;
import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The SparkSession of one command. It is stopped at the end if the command started it, and left alone if it was there. */
public final class DriverSession implements AutoCloseable {
    private static final String CATALOG = "spark.sql.catalogImplementation";

    private final SparkSession spark;
    private final boolean ours;

    private DriverSession(SparkSession spark, boolean ours) {
        this.spark = spark;
        this.ours = ours;
    }

    /** What a session needs beside Spark. */
    public enum Metastore {
        NONE,
        /** Hive's metastore, unless the deployment says otherwise or its Spark has no Hive. */
        HIVE
    }

    /** What a job needs beside Spark. */
    static Metastore metastoreOf(JobConfig config) {
        boolean needed = config.catalogTable().isPresent() || config.source().location() instanceof CatalogTable;
        return needed ? Metastore.HIVE : Metastore.NONE;
    }

    /** Starts a session with the settings of spark-submit, on this machine's cores if they name no master. */
    public static DriverSession start(String name, Metastore metastore) {
        SparkConf conf = new SparkConf()
                .setAppName(name)
                // The default is false in Spark 3.5 and true in 4.1. With true a filter that casts text to a number
                // fails on text that is none; with false it drops the row without a word.
                .set("spark.sql.ansi.enabled", "true")
                // A carried timestamp must not depend on where the driver runs.
                .set("spark.sql.session.timeZone", "UTC")
                .setIfMissing("spark.master", "local[*]");
        if (metastore == Metastore.HIVE && sparkHasHive()) {
            conf.setIfMissing(CATALOG, "hive");
        }
        boolean ours = SparkSession.getActiveSession().isEmpty()
                && SparkSession.getDefaultSession().isEmpty();
        return new DriverSession(SparkSession.builder().config(conf).getOrCreate(), ours);
    }

    /**
     * Does work while standard error shows how far its jobs are; what comes of it is to be printed afterwards. Nothing is shown
     * in a session of somebody else's.
     */
    public <T> T showingProgress(Supplier<T> work) {
        if (!ours) {
            return work.get();
        }
        JobProgress progress = JobProgress.of(spark.sparkContext());
        try {
            return work.get();
        } finally {
            progress.close();
        }
    }

    public SparkSession spark() {
        return spark;
    }

    @Override
    public void close() {
        if (ours) {
            spark.stop();
        }
    }

    private static boolean sparkHasHive() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader.getResource("org/apache/spark/sql/hive/HiveSessionStateBuilder.class") != null;
    }
}
