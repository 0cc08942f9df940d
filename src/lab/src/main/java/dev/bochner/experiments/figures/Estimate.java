package dev.bochner.experiments.figures;

import java.util.Arrays;
import java.util.Collection;

/**
 * A measure over runs.
 *
 * @param mean NaN if there are none
 * @param sd standard deviation (over n - 1), 0 if there are fewer than two
 * @param n how many
 */
public record Estimate(double mean, double sd, int n) {
    /** That of some values. */
    public static Estimate of(Collection<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** That of some values. */
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

    /** The same in a unit that is so many times smaller, such as 100 for percentages. */
    public Estimate times(double factor) {
        return new Estimate(factor * mean, Math.abs(factor) * sd, n);
    }
}
