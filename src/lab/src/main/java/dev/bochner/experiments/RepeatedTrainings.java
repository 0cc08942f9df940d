package dev.bochner.experiments;

import dev.bochner.demo.Item2Vec;
import dev.bochner.demo.MovieLens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The same embeddings trained several times on the same data, with different seeds: what a refresh is when nothing real changed. */
public final class RepeatedTrainings {
    private static final int WINDOW = 10;
    private static final int MIN_COUNT = 5;
    /** Passes over the data, as many as the demo's. */
    public static final int ITERATIONS = 10;

    private final SparkSession spark;
    private final Path data;
    private final int d;

    /**
     * Trainings that have not run yet.
     *
     * @param data local directory of a MovieLens data set
     * @param d length of an embedding
     */
    public RepeatedTrainings(SparkSession spark, Path data, int d) {
        this.spark = spark;
        this.data = data;
        this.d = d;
    }

    /** One of them: only the seed tells it from the others. */
    public static Item2Vec training(long seed, int d, int iterations) {
        return new Item2Vec(seed, d, WINDOW, MIN_COUNT, iterations);
    }

    /**
     * Trains and writes them, {@code run=1} with seed 1 and so on.
     *
     * @param progress is told of each
     * @return their paths
     */
    public List<String> write(Path directory, int runs, Consumer<String> progress) {
        MovieLens ratings = MovieLens.in(data, spark);
        List<String> paths = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            progress.accept("training " + run + " of " + runs);
            String path = directory.resolve("run=" + run).toUri().toString();
            training(run, d, ITERATIONS)
                    .train(ratings)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(path);
            paths.add(path);
        }
        return paths;
    }
}
