package dev.bochner.demo;

import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import dev.bochner.daily.DailyJob;
import dev.bochner.daily.DailyResult;
import dev.bochner.experiments.item2vec.MllibItem2Vec;
import dev.bochner.experiments.movielens.MovieLensFiles;
import dev.bochner.progress.ProgressBar;
import dev.bochner.progress.ProgressBar.Step;
import dev.bochner.progress.Stderr;
import dev.bochner.store.Publication.Existing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Publishes two days of features: film embeddings are trained twice on the same ratings with two seeds, written as
 * daily snapshots, and published by the daily job.
 */
public final class Demo {
    private static final int D = 32;
    private static final List<Day> DAYS =
            List.of(new Day(LocalDate.of(2026, 11, 19), 1), new Day(LocalDate.of(2026, 11, 20), 2));

    private final SparkSession spark;
    private final Path data;
    private final Path target;

    private Demo(SparkSession spark, Path data, Path target) {
        this.spark = spark;
        this.data = data;
        this.target = target;
    }

    /** A date and the seed of its training. */
    private record Day(LocalDate ds, long seed) {
        /** The training of this day, which takes about twelve seconds on one core. */
        MllibItem2Vec training() {
            return MllibItem2Vec.of(seed, D, MllibItem2Vec.ITERATIONS);
        }
    }

    /**
     * Results of the demo.
     *
     * @param table root of the feature table
     * @param closing a few lines for the user: what was made, where, how to read it, and what moved
     */
    public record Result(String table, String closing) {}

    /**
     * Prepares a demo.
     *
     * @param data local directory of MovieLens ml-latest-small
     * @param target local directory to fill; one of an earlier demo is emptied first
     */
    public static Demo of(SparkSession spark, Path data, Path target) {
        return new Demo(small(spark), data, target);
    }

    /** With Spark's default of 200 partitions, scheduling would take longer than processing a few thousand films. */
    private static SparkSession small(SparkSession spark) {
        SparkSession session = spark.newSession();
        session.conf().set("spark.sql.shuffle.partitions", "2");
        return session;
    }

    /**
     * Runs it, showing progress on standard error.
     *
     * @throws IllegalArgumentException if the data is not there, or the target holds files that were not made by the
     *     demo
     * @throws IllegalStateException if the daily job publishes nothing
     */
    public Result run() {
        Instant start = Instant.now();
        MovieLensFiles ratings = MovieLensFiles.in(data);
        DemoDirectory directory = DemoDirectory.emptied(target);
        ProgressBar bar =
                new ProgressBar(steps(), Stderr.display(Stderr.device(), System.getenv()), InstantSource.system());
        SparkListener listener = bar.listener();
        spark.sparkContext().addSparkListener(listener);
        try (bar) {
            bar.tickEverySecond();
            DemoConfig.write(directory);
            String audit = "";
            for (Day day : DAYS) {
                bar.next();
                train(day, ratings, directory);
                bar.next();
                audit = publish(day, directory).audit();
            }
            bar.next();
            Result result = result(directory, start, audit);
            bar.done();
            return result;
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
    }

    private static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Day day : DAYS) {
            steps.add(new Step(day.ds() + ": train film embeddings", 10, 2 * MllibItem2Vec.ITERATIONS + 10));
            steps.add(new Step(day.ds() + ": publish features and audit them", 4, 16));
        }
        steps.add(new Step("measure what moved", 1, 8));
        return steps;
    }

    private void train(Day day, MovieLensFiles ratings, DemoDirectory directory) {
        name("Training of " + day.ds());
        day.training()
                .train(ratings, spark)
                .write()
                .mode(SaveMode.ErrorIfExists)
                .parquet(SparkPath.of(directory.embeddings(day.ds())));
    }

    private DailyResult publish(Day day, DemoDirectory directory) {
        JobConfig config = ConfigLoader.load(
                directory.config().toString(), List.of(), spark.sparkContext().hadoopConfiguration());
        DailyResult result = DailyJob.of(spark, config).run(day.ds(), Existing.REFUSE);
        if (result.status() != DailyResult.Status.PUBLISHED) {
            throw new IllegalStateException(
                    "The demo's features of " + day.ds() + " were not published: " + result.message());
        }
        return result;
    }

    private Result result(DemoDirectory directory, Instant start, String audit) {
        name("Movement between the days");
        List<NavigableMap<Long, float[]>> embeddings = new ArrayList<>();
        List<NavigableMap<Long, float[]>> features = new ArrayList<>();
        for (Day day : DAYS) {
            embeddings.add(vectors(directory.embeddings(day.ds()), "embedding"));
            features.add(vectors(directory.features(day.ds()), "features"));
        }
        ClosingText closing = new ClosingText(
                directory,
                embeddings.get(0).size(),
                Movement.between(embeddings.get(0), embeddings.get(1)),
                Movement.between(features.get(0), features.get(1)),
                audit);
        long seconds = Duration.between(start, Instant.now()).toSeconds();
        return new Result(SparkPath.of(directory.table()), closing.after(seconds));
    }

    /** Collects vectors of a few thousand films, which fit into the driver. */
    private NavigableMap<Long, float[]> vectors(Path snapshot, String column) {
        Dataset<Row> rows = spark.read().parquet(SparkPath.of(snapshot)).select("id", column);
        NavigableMap<Long, float[]> vectors = new TreeMap<>();
        for (Row row : rows.collectAsList()) {
            List<Float> values = row.getList(1);
            float[] vector = new float[values.size()];
            for (int j = 0; j < vector.length; j++) {
                vector[j] = values.get(j);
            }
            vectors.put(row.getLong(0), vector);
        }
        return vectors;
    }

    /** What Spark's UI and log call the jobs that follow. */
    private void name(String description) {
        spark.sparkContext().setJobGroup("demo", description, false);
    }
}
