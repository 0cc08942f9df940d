package dev.bochner.audit.labels;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A model's scores of both days, and sums over items of what became of them.
 *
 * <p>Score drift: sqrt(sum over rows of mean (s - s')^2 / sum over rows of the variance of s'), s' being the scores of
 * the day before; absent if these are all alike. Decision: the row of the largest score, the first of equal ones; of one
 * row whether the score is positive.
 */
final class ModelScores implements Serializable {
    private static final long serialVersionUID = 1L;

    private final LinearModel model;
    private final double[][] weights;
    private final double[] sums;
    private final double[] squares;
    private double squaredChange;
    private long items;
    private long changes;

    ModelScores(LinearModel model) {
        this.model = model;
        int rows = model.weights().size();
        this.weights = new double[rows][];
        for (int row = 0; row < rows; row++) {
            weights[row] = model.weights().get(row).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }
        this.sums = new double[rows];
        this.squares = new double[rows];
    }

    /** Adds an item's features of both days, each [2m]. */
    void add(float[] today, float[] before) {
        double[] now = scores(today);
        double[] then = scores(before);
        items++;
        changes += decision(now) == decision(then) ? 0 : 1;
        for (int row = 0; row < now.length; row++) {
            squaredChange += (now[row] - then[row]) * (now[row] - then[row]);
            // Without the bias, which is in all scores of a row, less is lost to cancellation.
            double free = then[row] - model.bias().get(row);
            sums[row] += free;
            squares[row] += free * free;
        }
    }

    private double[] scores(float[] phi) {
        double[] scores = new double[weights.length];
        for (int row = 0; row < scores.length; row++) {
            double sum = 0.0;
            for (int j = 0; j < phi.length; j++) {
                sum += weights[row][j] * phi[j];
            }
            scores[row] = sum + model.bias().get(row);
        }
        return scores;
    }

    private static int decision(double[] scores) {
        if (scores.length == 1) {
            return scores[0] > 0.0 ? 1 : 0;
        }
        int best = 0;
        for (int row = 1; row < scores.length; row++) {
            best = scores[row] > scores[best] ? row : best;
        }
        return best;
    }

    void add(ModelScores other) {
        items += other.items;
        changes += other.changes;
        squaredChange += other.squaredChange;
        for (int row = 0; row < sums.length; row++) {
            sums[row] += other.sums[row];
            squares[row] += other.squares[row];
        }
    }

    /** Part is the model's name; without those that have no value. */
    List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        double variance = 0.0;
        double size = 0.0;
        for (int row = 0; row < sums.length; row++) {
            variance += squares[row] - sums[row] * sums[row] / items;
            size += squares[row];
        }
        if (items > 0 && variance > 1e-12 * size) {
            metrics.add(metric(Measure.MODEL_SCORE_DRIFT, Math.sqrt(squaredChange / variance)));
        }
        if (items > 0 && !model.classes().isEmpty()) {
            metrics.add(metric(Measure.MODEL_DECISION_CHANGES, (double) changes / items));
        }
        return metrics;
    }

    private Metric metric(Measure measure, double value) {
        return Metric.exact(measure, value, items).of(model.version()).part(model.name());
    }
}
