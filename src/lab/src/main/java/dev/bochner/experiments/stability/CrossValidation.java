package dev.bochner.experiments.stability;

import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.stability.Classifier.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Chooses a variant's penalty on day one, among {@link #GRID}: the best mean accuracy over {@value #FOLDS} folds of the
 * items that the first split fits on; of equally good ones the larger.
 */
final class CrossValidation {
    /** Penalties to choose from, for features whose total variance is 1. */
    static final List<Double> GRID = List.of(1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3);

    private static final int FOLDS = 3;
    private static final long PURPOSE = -1;

    private final Workers workers;
    private final Labels labels;
    private final List<Long> items;

    /** Choices by the vectors of day one: variants that are equal on day one share a choice. */
    private final Map<Vectors, Choice> known = new HashMap<>();

    /** @param items that have a label and that the first split fits on */
    CrossValidation(Workers workers, Labels labels, List<Long> items) {
        this.workers = workers;
        this.labels = labels;
        this.items = items;
    }

    /**
     * The chosen penalty.
     *
     * @param accuracies mean accuracy for each penalty of the grid
     */
    record Choice(double penalty, List<Double> accuracies) {}

    Choice choose(Vectors dayOne) {
        return known.computeIfAbsent(dayOne, this::look);
    }

    private Choice look(Vectors dayOne) {
        List<Callable<Double>> fits = new ArrayList<>();
        for (double penalty : GRID) {
            Settings settings = Settings.of(dayOne, penalty);
            for (int fold = 0; fold < FOLDS; fold++) {
                int held = fold;
                fits.add(() -> accuracy(dayOne, settings, held));
            }
        }
        List<Double> accuracies = workers.all(fits);
        List<Double> means = new ArrayList<>();
        int best = 0;
        for (int i = 0; i < GRID.size(); i++) {
            means.add(
                    Estimate.of(accuracies.subList(i * FOLDS, (i + 1) * FOLDS)).mean());
            if (means.get(i) >= means.get(best)) {
                best = i;
            }
        }
        return new Choice(GRID.get(best), means);
    }

    private double accuracy(Vectors dayOne, Settings settings, int held) {
        List<Long> fitted = items.stream().filter(id -> fold(id) != held).toList();
        List<Long> scored = items.stream().filter(id -> fold(id) == held).toList();
        return Classifier.fit(labels, dayOne, fitted, settings)
                .predict(dayOne, scored)
                .accuracy();
    }

    private static int fold(long id) {
        return (int) (ItemHash.of(id, PURPOSE) * FOLDS);
    }
}
