package dev.bochner.experiments.stability;

import dev.bochner.experiments.probe.LogisticRegression;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A downstream model: multinomial logistic regression with an L2 penalty, fitted on the features times one common
 * factor. It predicts the commonest class for an item without features.
 */
final class Classifier {
    private final LogisticRegression model;
    private final double[] mean;
    private final Labels labels;
    private final double factor;
    private final int fallback;

    private Classifier(LogisticRegression model, double[] mean, Labels labels, double factor, int fallback) {
        this.model = model;
        this.mean = mean;
        this.labels = labels;
        this.factor = factor;
        this.fallback = fallback;
    }

    /**
     * Settings of a fit.
     *
     * @param factor that every feature is multiplied by
     * @param penalty lambda of the loss: mean log loss + lambda / 2 times the squared coefficients
     */
    record Settings(double factor, double penalty) {
        /** Settings that make the total variance of the features 1 on this day. */
        static Settings of(Vectors day, double penalty) {
            return new Settings(1 / Math.sqrt(day.totalVariance()), penalty);
        }
    }

    /** Fits a model to those of the labelled items that have features. */
    static Classifier fit(Labels labels, Vectors features, List<Long> items, Settings settings) {
        List<Long> fitted = items.stream().filter(features::has).toList();
        double[] mean = features.mean(fitted);
        double[][] rows = fitted.stream()
                .map(id -> centred(features.of(id), mean, settings.factor))
                .toArray(double[][]::new);
        int[] classes = fitted.stream().mapToInt(labels::of).toArray();
        LogisticRegression model = LogisticRegression.fit(rows, classes, labels.classes(), settings.penalty);
        return new Classifier(model, mean, labels, settings.factor, labels.majority(items));
    }

    /** Predicts the classes of labelled items from the features of a day, which may differ from the day of the fit. */
    Predictions predict(Vectors features, List<Long> items) {
        Map<Long, Integer> predicted = new HashMap<>();
        for (long id : items) {
            predicted.put(id, features.has(id) ? predict(features.of(id)) : fallback);
        }
        return new Predictions(labels, predicted);
    }

    private int predict(float[] features) {
        return model.classOf(centred(features, mean, factor));
    }

    /** Subtracts the mean of the fitted items, which changes no prediction and makes the optimiser converge sooner. */
    private static double[] centred(float[] features, double[] mean, double factor) {
        double[] row = new double[features.length];
        for (int j = 0; j < row.length; j++) {
            row[j] = (features[j] - mean[j]) * factor;
        }
        return row;
    }
}
