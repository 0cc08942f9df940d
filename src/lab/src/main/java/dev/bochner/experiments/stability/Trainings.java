package dev.bochner.experiments.stability;

import dev.bochner.experiments.item2vec.MllibItem2Vec;
import dev.bochner.experiments.movielens.MovieLensFiles;
import dev.bochner.experiments.stability.StabilityOptions.Size;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/** Trains the embeddings of every day of a protocol, several at a time: one training keeps one core busy. */
final class Trainings {
    private final SparkSession spark;
    private final MovieLensFiles data;
    private final StabilityOptions options;
    private final Workers workers;

    Trainings(SparkSession spark, MovieLensFiles data, StabilityOptions options, Workers workers) {
        this.spark = spark;
        this.data = data;
        this.options = options;
        this.workers = workers;
    }

    /**
     * Trains the embeddings of each day.
     *
     * @param progress is told of each training, by several threads
     */
    List<Vectors> of(Protocol protocol, Consumer<String> progress) {
        int runs = options.size().runs();
        return workers.all(IntStream.range(0, runs)
                .mapToObj(day -> (Callable<Vectors>) () -> {
                    progress.accept(protocol.label() + ": training " + (day + 1) + " of " + runs);
                    return train(protocol, day);
                })
                .toList());
    }

    private Vectors train(Protocol protocol, int day) {
        Size size = options.size();
        double share = protocol.share(day, size.runs(), options.firstShare());
        MllibItem2Vec training = MllibItem2Vec.of(protocol.seed(day), size.d(), size.iterations());
        return Vectors.of(training.train(data.earliest(share), spark).select("id", "embedding"));
    }
}
