package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.item2vec.Learner.Learnt;
import dev.bochner.experiments.probe.Scores;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * Scores a downstream model that predicts first-listed genres from a representation, for every training and division.
 */
final class GenreProbe {
    private final Genres genres;
    private final List<Division> divisions;

    GenreProbe(Genres genres, List<Division> divisions) {
        this.genres = genres;
        this.divisions = divisions;
    }

    /**
     * Scores of the predictions.
     *
     * @param accuracy of a model fitted on other films of the same training
     * @param macroF1 of that model
     * @param weightedF1 of that model
     * @param stale accuracy of the model of a training on the vectors of the next one; nothing for a single training
     * @param disagreement share of the scored films that the models of two trainings in a row, each on its own, class
     *     differently; nothing for a single training
     */
    record Scored(
            RunScores accuracy, RunScores macroF1, RunScores weightedF1, RunScores stale, RunScores disagreement) {}

    /** Fits the models and scores them. */
    Scored of(List<double[][]> trainings, Learner learner) {
        int divided = divisions.size();
        List<Outcome> outcomes = IntStream.range(0, trainings.size() * divided)
                .parallel()
                .mapToObj(work -> outcome(trainings, work / divided, divisions.get(work % divided), learner))
                .toList();
        int runs = trainings.size();
        int classes = genres.names().size();
        return new Scored(
                table(runs, (run, k) -> accuracy(outcomes.get(run * divided + k).fresh, k)),
                table(runs, (run, k) -> Scores.macroF1(actual(k), outcomes.get(run * divided + k).fresh, classes)),
                table(runs, (run, k) -> Scores.weightedF1(actual(k), outcomes.get(run * divided + k).fresh, classes)),
                table(runs - 1, (run, k) -> accuracy(outcomes.get(run * divided + k).stale, k)),
                table(
                        runs - 1,
                        (run, k) -> Scores.disagreement(
                                outcomes.get(run * divided + k).fresh, outcomes.get((run + 1) * divided + k).fresh)));
    }

    /**
     * Predictions of the model of one training and division, for the vectors of the same training and of the next
     * one.
     */
    private static final class Outcome {
        private final int[] fresh;
        private final int[] stale;

        Outcome(int[] fresh, int[] stale) {
            this.fresh = fresh;
            this.stale = stale;
        }
    }

    private Outcome outcome(List<double[][]> trainings, int run, Division division, Learner learner) {
        double[][] rows = trainings.get(run);
        Learnt model = learner.fit(
                Division.rows(rows, division.fitted()),
                genres.first(division.fitted()),
                genres.names().size());
        int[] fresh = model.classesOf(Division.rows(rows, division.scored()));
        return run + 1 < trainings.size()
                ? new Outcome(fresh, model.classesOf(Division.rows(trainings.get(run + 1), division.scored())))
                : new Outcome(fresh, new int[0]);
    }

    private RunScores table(int runs, ToDoubleBiFunction<Integer, Integer> measure) {
        double[][] values = new double[runs][divisions.size()];
        for (int run = 0; run < runs; run++) {
            for (int division = 0; division < values[run].length; division++) {
                values[run][division] = measure.applyAsDouble(run, division);
            }
        }
        return new RunScores(values);
    }

    private int[] actual(int division) {
        return genres.first(divisions.get(division).scored());
    }

    private double accuracy(int[] predicted, int division) {
        return Scores.accuracy(actual(division), predicted);
    }
}
