package dev.bochner.demo;

import org.apache.spark.sql.SparkSession;

/** The Spark of this package's tests. */
final class DemoSpark {
    private DemoSpark() {}

    static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("bochner-demo-tests")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .getOrCreate();
    }
}
