package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.paper.ExperimentOptions;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Independent trainings on the same films: the same data, settings and early stopping, with different seeds. */
final class Trainings {
    private static final int FEW_EPOCHS = 3;

    private final ExperimentOptions options;
    private final Consumer<String> progress;
    private final Schedule schedule;

    Trainings(ExperimentOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
        this.schedule = options.choose(Schedule.PAPER.atMost(FEW_EPOCHS), Schedule.PAPER);
    }

    Schedule schedule() {
        return schedule;
    }

    /** Trains once for each run, as many at the same time as there are processors. */
    List<Trained> of(FilmCorpus films, Schema schema) {
        SkipGram skipGram = SkipGram.ofTokens(films.corpus(), schema, schedule);
        return IntStream.range(0, options.runs())
                .parallel()
                .mapToObj(run -> told(run, skipGram.train(seed(run))))
                .toList();
    }

    /** Seed of a run. */
    long seed(int run) {
        return options.seed() + run;
    }

    /** Reports the progress of a training and returns it. */
    Trained told(int run, Trained trained) {
        progress.accept("run " + (run + 1) + " of " + options.runs() + ": "
                + trained.losses().get(trained.epochs()));
        return trained;
    }

    /** The embeddings of each training. */
    static List<double[][]> embeddings(List<Trained> trainings) {
        return trainings.stream()
                .map(trained -> Representations.of(trained.embeddings()))
                .toList();
    }
}
