package dev.bochner.audit.labels;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import java.io.Serializable;
import java.util.List;

/**
 * How often the classifiers of both days were right, over the items that were scored; classes are numbers from 0 on.
 *
 * <p>Accuracies and disagreement have binomial 95 % intervals, the loss that of a mean of paired differences. Macro F1
 * is the mean of 2 TP / (actual + predicted) over classes that occur among either.
 */
final class ProbeCounts implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[][] stale;
    private final long[][] fresh;
    private long items;
    private long staleRight;
    private long freshRight;
    private long onlyOneRight;
    private long disagreements;

    ProbeCounts(int classes) {
        this.stale = new long[3][classes];
        this.fresh = new long[3][classes];
    }

    /**
     * Adds an item.
     *
     * @param stalePrediction of the day before's model on today's features
     * @param freshPrediction of today's model on today's features
     * @param earlierPrediction of the day before's model on the day before's features
     */
    void add(int actual, int stalePrediction, int freshPrediction, int earlierPrediction) {
        items++;
        staleRight += stalePrediction == actual ? 1 : 0;
        freshRight += freshPrediction == actual ? 1 : 0;
        onlyOneRight += (stalePrediction == actual) == (freshPrediction == actual) ? 0 : 1;
        disagreements += freshPrediction == earlierPrediction ? 0 : 1;
        count(stale, actual, stalePrediction);
        count(fresh, actual, freshPrediction);
    }

    private static void count(long[][] counts, int actual, int predicted) {
        counts[0][actual]++;
        counts[1][predicted]++;
        counts[2][actual] += actual == predicted ? 1 : 0;
    }

    ProbeCounts add(ProbeCounts other) {
        items += other.items;
        staleRight += other.staleRight;
        freshRight += other.freshRight;
        onlyOneRight += other.onlyOneRight;
        disagreements += other.disagreements;
        add(stale, other.stale);
        add(fresh, other.fresh);
        return this;
    }

    private static void add(long[][] into, long[][] from) {
        for (int row = 0; row < into.length; row++) {
            for (int c = 0; c < into[row].length; c++) {
                into[row][c] += from[row][c];
            }
        }
    }

    /** Nothing if no item was scored. */
    List<Metric> metrics() {
        if (items == 0) {
            return List.of();
        }
        double loss = (double) (freshRight - staleRight) / items;
        double lossVariance = Math.max(0.0, (double) onlyOneRight / items - loss * loss);
        return List.of(
                share(Measure.STALE_ACCURACY, staleRight),
                share(Measure.FRESH_ACCURACY, freshRight),
                Metric.sampled(Measure.STALE_ACCURACY_LOSS, loss, items, halfWidth(lossVariance)),
                Metric.exact(Measure.STALE_MACRO_F1, macroF1(stale), items),
                Metric.exact(Measure.FRESH_MACRO_F1, macroF1(fresh), items),
                share(Measure.PROBE_DISAGREEMENT, disagreements));
    }

    private Metric share(Measure measure, long count) {
        double share = (double) count / items;
        return Metric.sampled(measure, share, items, halfWidth(share * (1.0 - share)));
    }

    private double halfWidth(double variance) {
        return 1.96 * Math.sqrt(variance / items);
    }

    private static double macroF1(long[][] counts) {
        double sum = 0.0;
        int present = 0;
        for (int c = 0; c < counts[0].length; c++) {
            long either = counts[0][c] + counts[1][c];
            if (either > 0) {
                sum += 2.0 * counts[2][c] / either;
                present++;
            }
        }
        return sum / present;
    }
}
