package dev.bochner.experiments.figures;

import java.util.Arrays;
import java.util.Collection;

/**
 * Mean and standard deviation of a measure over runs.
 *
 * @param mean NaN if there are no values
 * @param sd standard deviation (over n - 1), 0 if there are fewer than two
 * @param n number of values
 */
public record Estimate(double mean, double sd, int n) {
    /** The estimate from values. */
    public static Estimate of(Collection<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The estimate from values. */
    public static Estimate of(double... values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return new Estimate(mean, n < 2 ? 0 : Math.sqrt(squares / (n - 1)), n);
    }

    /** Standard error of the mean: sd / sqrt(n). */
    public double error() {
        return sd / Math.sqrt(n);
    }

    /** The same estimate multiplied by a factor, such as 100 for percentages. */
    public Estimate times(double factor) {
        return new Estimate(factor * mean, Math.abs(factor) * sd, n);
    }
}
