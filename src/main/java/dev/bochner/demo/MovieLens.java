package dev.bochner.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The MovieLens ratings (ml-latest-small): 100 836 ratings of 9 742 films by 610 users.
 *
 * <p>For non-commercial use; the terms are in the README.txt beside the data. Source: F. Maxwell Harper and Joseph A.
 * Konstan, The MovieLens Datasets: History and Context, ACM TiiS 5, 4 (2015).
 */
public final class MovieLens {
    private static final StructType RATINGS = new StructType()
            .add("userId", "bigint")
            .add("movieId", "bigint")
            .add("rating", "double")
            .add("timestamp", "bigint");
    private static final StructType MOVIES =
            new StructType().add("movieId", "bigint").add("title", "string").add("genres", "string");

    private final SparkSession spark;
    private final Path directory;

    private MovieLens(SparkSession spark, Path directory) {
        this.spark = spark;
        this.directory = directory;
    }

    /**
     * The data set in a local directory.
     *
     * @throws IllegalArgumentException if ratings.csv or movies.csv is not there
     */
    public static MovieLens in(Path directory, SparkSession spark) {
        for (String file : new String[] {"ratings.csv", "movies.csv"}) {
            if (!Files.isReadable(directory.resolve(file))) {
                throw new IllegalArgumentException("No readable " + file + " in " + directory.toAbsolutePath()
                        + ", expected the directory of MovieLens ml-latest-small");
            }
        }
        return new MovieLens(spark, directory);
    }

    /** userId BIGINT, movieId BIGINT, rating DOUBLE (0.5 to 5), timestamp BIGINT (seconds since 1970). */
    public Dataset<Row> ratings() {
        return csv("ratings.csv", RATINGS);
    }

    /** movieId BIGINT, title STRING, genres STRING (names separated by |). */
    public Dataset<Row> movies() {
        return csv("movies.csv", MOVIES);
    }

    private Dataset<Row> csv(String file, StructType schema) {
        return spark.read()
                .schema(schema)
                .option("header", "true")
                // A quote inside a quoted title is doubled.
                .option("escape", "\"")
                .option("mode", "FAILFAST")
                .csv(SparkPath.of(directory.resolve(file)));
    }
}
