package dev.bochner.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What the fixtures' own tests submit. */
public final class TestApp {
    private TestApp() {}

    public static void main(String[] arguments) {
        switch (arguments[0]) {
            case "exit" -> System.exit(Integer.parseInt(arguments[1]));
            case "sum" -> sum("");
            case "slow-sum" -> sum(arguments[1]);
            case "tour" -> tour(arguments[1]);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Adds up 0 to 99 in two tasks; if a file is named, each waits until it exists, and says so by a file beside it. */
    private static void sum(String file) {
        SparkSession spark = SparkSession.builder().appName("sum").getOrCreate();
        Dataset<Long> numbers =
                spark.range(0, 100, 1, 2).map((MapFunction<Long, Long>) n -> await(file, n), Encoders.LONG());
        System.out.println(
                "sum is " + numbers.toDF("n").selectExpr("sum(n)").first().get(0));
        spark.stop();
    }

    /** Writes, reads, joins and sorts a little: passes by the classes that most jobs need. */
    private static void tour(String directory) {
        SparkSession spark = SparkSession.builder().appName("tour").getOrCreate();
        spark.range(0, 100, 1, 2)
                .selectExpr("id", "array(cast(id AS float), 1.0f) AS v", "cast(id AS string) AS name")
                .write()
                .parquet(directory);
        Dataset<Row> rows = spark.read().parquet(directory);
        Dataset<Row> counts = rows.groupBy("name").count();
        rows.join(counts, "name").where("size(v) = 2").orderBy("id").collectAsList();
        spark.stop();
    }

    private static long await(String file, long number) throws IOException, InterruptedException {
        Path awaited = Path.of(file);
        while (!file.isEmpty() && !Files.exists(awaited)) {
            Files.writeString(awaited.resolveSibling("waiting-" + number), "");
            Thread.sleep(50);
        }
        return number;
    }
}
