package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.movielens.MovieLensFiles;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.Findings;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Figure 1: how far independent trainings on the same data lie apart, in coordinates, losses and outputs. */
public final class Figure1 implements Experiment {
    @Override
    public String name() {
        return "figure-1";
    }

    @Override
    public String description() {
        return "Dimension-wise variance of item2vec embeddings over independent trainings, their losses, the variances"
                + " as training goes on, and those of the model's output (figure 1).";
    }

    @Override
    public Findings run(ExperimentOptions options, Consumer<String> progress) {
        FilmCorpus films = FilmCorpus.of(MovieLensFiles.in(options.data()));
        Trainings trainings = new Trainings(options, progress);
        SkipGram skipGram = SkipGram.ofTokens(films.corpus(), Schema.PAPER, trainings.schedule());
        List<Snapshots> snapshots = IntStream.range(0, options.runs())
                .mapToObj(run -> new Snapshots())
                .toList();
        List<Trained> trained = IntStream.range(0, options.runs())
                .parallel()
                .mapToObj(run -> trainings.told(run, skipGram.train(trainings.seed(run), snapshots.get(run)::take)))
                .toList();
        return new Figure1Findings(options, films, trained, snapshots).findings();
    }
}
