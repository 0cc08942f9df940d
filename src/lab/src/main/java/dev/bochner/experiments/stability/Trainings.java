package dev.bochner.experiments.stability;

import dev.bochner.demo.Item2Vec;
import dev.bochner.demo.MovieLens;
import dev.bochner.experiments.RepeatedTrainings;
import dev.bochner.experiments.stability.StabilityOptions.Size;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Trains the embeddings of every day of a protocol, several at a time: one training keeps one core busy. */
final class Trainings {
    private final MovieLens data;
    private final StabilityOptions options;
    private final Workers workers;
    private final Consumer<String> progress;

    Trainings(MovieLens data, StabilityOptions options, Workers workers, Consumer<String> progress) {
        this.data = data;
        this.options = options;
        this.workers = workers;
        this.progress = progress;
    }

    /** Embeddings of each day. */
    List<Vectors> of(Protocol protocol) {
        int runs = options.size().runs();
        return workers.all(IntStream.range(0, runs)
                .mapToObj(day -> (Callable<Vectors>) () -> train(protocol, day))
                .toList());
    }

    private Vectors train(Protocol protocol, int day) {
        Size size = options.size();
        progress.accept(protocol.label() + ": training " + (day + 1) + " of " + size.runs());
        double share = protocol.share(day, size.runs(), options.firstShare());
        Item2Vec training = RepeatedTrainings.training(protocol.seed(day), size.d(), size.iterations());
        return Vectors.of(training.train(data.earliest(share)).select("id", "embedding"));
    }
}
