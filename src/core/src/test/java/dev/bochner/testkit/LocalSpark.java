package dev.bochner.testkit;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** The in-process Spark of a fork: local[2], no UI, loopback, UTC, ANSI, two shuffle partitions. */
final class LocalSpark {
    private LocalSpark() {}

    /** The session of this JVM, made when it is first asked for. */
    static SparkSession session() {
        return Holder.SESSION;
    }

    /** Defers the start to the first use; the class loader sees to it that there is only one. */
    private static final class Holder {
        private static final SparkSession SESSION = start();
    }

    private static SparkSession start() {
        Path directory = TestFiles.freshDirectory("local-spark");
        return SparkSession.builder()
                .master("local[2]")
                .appName("bochner-tests")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.local.dir", directory.resolve("local").toString())
                .config(
                        "spark.sql.warehouse.dir",
                        directory.resolve("warehouse").toUri().toString())
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.ansi.enabled", true)
                .config("spark.sql.shuffle.partitions", 2)
                .getOrCreate();
    }
}
