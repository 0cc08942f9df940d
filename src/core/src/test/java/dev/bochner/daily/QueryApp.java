package dev.bochner.daily;

import org.apache.spark.sql.SparkSession;

/**
 * What a test submits as a user's own application: its driver sets Hadoop's default filesystem, which the executors' own
 * configuration does not, and writes what a query gives.
 */
public final class QueryApp {
    private QueryApp() {}

    /**
     * Runs one query.
     *
     * @param arguments the default filesystem, the query, and where its rows go
     */
    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder().appName("query").getOrCreate();
        spark.sparkContext().hadoopConfiguration().set("fs.defaultFS", arguments[0]);
        spark.sql(arguments[1]).write().parquet(arguments[2]);
        spark.stop();
    }
}
