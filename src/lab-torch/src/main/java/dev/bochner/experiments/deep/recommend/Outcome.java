package dev.bochner.experiments.deep.recommend;

import dev.bochner.experiments.deep.recommend.Ranking.Score;
import dev.bochner.experiments.figures.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Results of a variant for each run. All variants use the same seeds in the same run.
 *
 * @param runs results of each run
 */
record Outcome(Variant variant, List<Run> runs) {
    /**
     * Results of one run.
     *
     * @param all scores for the film watched last, among all films
     * @param drawn scores for that film, among it and a hundred drawn films
     * @param stale as {@code drawn}, when the films come from the next training and the network stays; none where
     *     there is no next training
     * @param epochs that the network learnt for
     * @param loss of the network in its last epoch; log 4 = 1.386 for random guessing
     */
    record Run(Score all, Score drawn, Optional<Score> stale, int epochs, double loss) {}

    Outcome {
        runs = List.copyOf(runs);
    }

    Estimate of(ToDoubleFunction<Run> figure) {
        return Estimate.of(values(figure));
    }

    double[] values(ToDoubleFunction<Run> figure) {
        return runs.stream().mapToDouble(figure).toArray();
    }

    /** Recall when the network is kept and the films are trained anew; of those runs that have it. */
    Estimate stale() {
        return Estimate.of(runs.stream()
                .flatMap(run -> run.stale().stream())
                .mapToDouble(Score::recall)
                .toArray());
    }
}
