package dev.bochner.experiments.stability;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A downstream model: multinomial logistic regression, L2, on the features times one factor. An item without features
 * gets the commonest class.
 *
 * <p>Not MLlib's, which starts a Spark job for every iteration: on these few thousand rows that is nearly all it does, and
 * a thousand of them are fitted. A test holds this one against it.
 */
final class Classifier {
    private final double[] weights;
    private final double[] mean;
    private final Labels labels;
    private final double factor;
    private final int fallback;

    private Classifier(double[] weights, double[] mean, Labels labels, double factor, int fallback) {
        this.weights = weights;
        this.mean = mean;
        this.labels = labels;
        this.factor = factor;
        this.fallback = fallback;
    }

    /**
     * How to fit.
     *
     * @param factor of every feature
     * @param penalty lambda of the loss: mean log loss + lambda / 2 times the squared coefficients
     */
    record Settings(double factor, double penalty) {
        /** With total feature variance 1 on this day. */
        static Settings of(Vectors day, double penalty) {
            return new Settings(1 / Math.sqrt(day.totalVariance()), penalty);
        }
    }

    /** Fits to those of some labelled items that have features. */
    static Classifier fit(Labels labels, Vectors features, List<Long> items, Settings settings) {
        List<Long> fitted = items.stream().filter(features::has).toList();
        double[] mean = features.mean(fitted);
        double[][] rows = fitted.stream()
                .map(id -> centred(features.of(id), mean, settings.factor))
                .toArray(double[][]::new);
        int[] classes = fitted.stream().mapToInt(labels::of).toArray();
        LogisticLoss loss = new LogisticLoss(rows, classes, labels.classes(), settings.penalty);
        double[] weights = Lbfgs.minimise(loss, new double[loss.size()]);
        return new Classifier(weights, mean, labels, settings.factor, labels.majority(items));
    }

    /** Classes of some labelled items by the features of a day, which may be another one. */
    Predictions predict(Vectors features, List<Long> items) {
        Map<Long, Integer> predicted = new HashMap<>();
        for (long id : items) {
            predicted.put(id, features.has(id) ? predict(features.of(id)) : fallback);
        }
        return new Predictions(labels, predicted);
    }

    private int predict(float[] features) {
        double[] row = centred(features, mean, factor);
        int length = row.length + 1;
        int best = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < labels.classes(); label++) {
            double score = weights[label * length + row.length];
            for (int j = 0; j < row.length; j++) {
                score += weights[label * length + j] * row[j];
            }
            if (score > greatest) {
                best = label;
                greatest = score;
            }
        }
        return best;
    }

    /** Less the mean of the fitted items, which only spares the optimiser iterations. */
    private static double[] centred(float[] features, double[] mean, double factor) {
        double[] row = new double[features.length];
        for (int j = 0; j < row.length; j++) {
            row[j] = (features[j] - mean[j]) * factor;
        }
        return row;
    }
}
