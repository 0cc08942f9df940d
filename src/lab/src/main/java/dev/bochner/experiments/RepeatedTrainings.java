package dev.bochner.experiments;

import dev.bochner.experiments.item2vec.MllibItem2Vec;
import dev.bochner.experiments.movielens.MovieLensFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Trains embeddings several times on the same data with different seeds: refreshes between which nothing real has
 * changed.
 */
public final class RepeatedTrainings {
    private final SparkSession spark;
    private final Path data;
    private final int d;

    /**
     * Prepares the trainings.
     *
     * @param data local directory of a MovieLens data set
     * @param d length of an embedding
     */
    public RepeatedTrainings(SparkSession spark, Path data, int d) {
        this.spark = spark;
        this.data = data;
        this.d = d;
    }

    /**
     * Trains embeddings and writes them as Parquet, {@code run=1} with seed 1 and so on.
     *
     * @param progress receives a line of text for each training
     * @return the paths of the written tables
     */
    public List<String> write(Path directory, int runs, Consumer<String> progress) {
        MovieLensFiles ratings = MovieLensFiles.in(data);
        List<String> paths = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            progress.accept("training " + run + " of " + runs);
            String path = directory.resolve("run=" + run).toUri().toString();
            MllibItem2Vec.of(run, d, MllibItem2Vec.ITERATIONS)
                    .train(ratings, spark)
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(path);
            paths.add(path);
        }
        return paths;
    }
}
