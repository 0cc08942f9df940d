package dev.bochner.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The MovieLens ratings: what ships is ml-latest-small, 100 836 ratings of 9 742 films by 610 users.
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
    private final Format format;
    private final double share;

    private MovieLens(SparkSession spark, Path directory, Format format, double share) {
        this.spark = spark;
        this.directory = directory;
        this.format = format;
        this.share = share;
    }

    /** How GroupLens wrote a data set down. */
    private enum Format {
        /** ml-latest-small and its like: a quote inside a quoted title is doubled. */
        CSV(".csv"),
        /** ml-1m and its like: no header, no quotes, Latin-1. */
        DAT(".dat");

        private final String extension;

        Format(String extension) {
            this.extension = extension;
        }

        /** Of Spark's reader. */
        Map<String, String> options() {
            return switch (this) {
                case CSV -> Map.of("header", "true", "escape", "\"");
                case DAT -> Map.of("sep", "::", "quote", "", "encoding", "ISO-8859-1");
            };
        }

        boolean isIn(Path directory) {
            return List.of("ratings", "movies").stream()
                    .allMatch(name -> Files.isReadable(directory.resolve(name + extension)));
        }
    }

    /**
     * The data set in a local directory: {@code ratings.csv} and {@code movies.csv}, or {@code ratings.dat} and {@code
     * movies.dat} with {@code ::} between the columns.
     *
     * @throws IllegalArgumentException if neither pair of files is there
     */
    public static MovieLens in(Path directory, SparkSession spark) {
        for (Format format : Format.values()) {
            if (format.isIn(directory)) {
                return new MovieLens(spark, directory, format, 1);
            }
        }
        throw new IllegalArgumentException("No readable ratings.csv and movies.csv, nor ratings.dat and movies.dat, in "
                + directory.toAbsolutePath() + ", expected the directory of MovieLens ml-latest-small or ml-1m");
    }

    /**
     * The same films with the earliest ratings only: those up to the time by which this share of all was given.
     *
     * @param earliest above 0, up to 1
     */
    public MovieLens earliest(double earliest) {
        if (!(earliest > 0 && earliest <= 1)) {
            throw new IllegalArgumentException(
                    "The share of the earliest ratings is " + earliest + ", expected above 0, up to 1");
        }
        return new MovieLens(spark, directory, format, earliest);
    }

    /** userId BIGINT, movieId BIGINT, rating DOUBLE (0.5 to 5), timestamp BIGINT (seconds since 1970). */
    public Dataset<Row> ratings() {
        Dataset<Row> all = read("ratings", RATINGS);
        if (share == 1) {
            return all;
        }
        double until =
                all.selectExpr("percentile(timestamp, " + share + "D)").first().getDouble(0);
        return all.filter(all.col("timestamp").leq(until));
    }

    /** movieId BIGINT, title STRING, genres STRING (names separated by |). */
    public Dataset<Row> movies() {
        return read("movies", MOVIES);
    }

    private Dataset<Row> read(String name, StructType schema) {
        return spark.read()
                .schema(schema)
                .options(format.options())
                .option("mode", "FAILFAST")
                .csv(SparkPath.of(directory.resolve(name + format.extension)));
    }
}
