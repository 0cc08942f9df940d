package dev.bochner.audit.calibrate;

import java.util.Arrays;

/**
 * What was seen of a measure.
 *
 * @param count of values: one for each pair, and for each version where it is about features
 */
record Range(int count, double least, double median, double most) {
    /** @param values at least one */
    static Range of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Range(sorted.length, sorted[0], median(sorted), sorted[sorted.length - 1]);
    }

    /** @param sorted at least one value, ascending */
    static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
