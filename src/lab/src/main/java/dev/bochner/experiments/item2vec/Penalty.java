package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.probe.Scores;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Chooses the penalty of a logistic regression by cross-validation, for each representation separately: the penalty
 * of the grid with the best mean accuracy over three folds of the films that a division fits on, the larger of two
 * equally good ones. The films that the division scores play no part.
 */
final class Penalty {
    /** Penalties to choose from, for vectors whose total variance is 1. */
    static final List<Double> GRID = List.of(1e-5, 3e-5, 1e-4, 3e-4, 1e-3);

    private static final int FOLDS = 3;

    private final Genres genres;
    private final Division division;
    private final List<Double> grid;

    /** @param grid penalties to choose from, ascending */
    Penalty(Genres genres, Division division, List<Double> grid) {
        this.genres = genres;
        this.division = division;
        this.grid = grid;
    }

    /**
     * The learner with the chosen penalty.
     *
     * @param rows of the first training
     */
    Learner chosen(double[][] rows, DoubleFunction<Learner> family) {
        Learner best = family.apply(grid.get(0));
        double greatest = -1;
        for (double penalty : grid.size() == 1 ? List.<Double>of() : grid) {
            Learner learner = family.apply(penalty);
            double accuracy = accuracy(rows, learner);
            if (accuracy >= greatest) {
                greatest = accuracy;
                best = learner;
            }
        }
        return best;
    }

    private double accuracy(double[][] rows, Learner learner) {
        return division.folds(FOLDS).stream()
                .parallel()
                .mapToDouble(fold -> Scores.accuracy(
                        genres.first(fold.scored()),
                        learner.fit(
                                        Division.rows(rows, fold.fitted()),
                                        genres.first(fold.fitted()),
                                        genres.names().size())
                                .classesOf(Division.rows(rows, fold.scored()))))
                .sum();
    }
}
