package dev.bochner.experiments;

import dev.bochner.experiments.item2vec.MllibItem2Vec;
import dev.bochner.experiments.movielens.MovieLensFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The same embeddings trained several times on the same data, with different seeds: what a refresh is when nothing real changed. */
public final class RepeatedTrainings {
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

    /**
     * Trains and writes them, {@code run=1} with seed 1 and so on.
     *
     * @param progress is told of each
     * @return their paths
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
