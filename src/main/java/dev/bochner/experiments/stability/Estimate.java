package dev.bochner.experiments.stability;

import java.util.List;

/**
 * A measure over days and splits.
 *
 * @param mean NaN if there are none
 * @param sd standard deviation (over n - 1), 0 if there are fewer than two
 * @param n how many
 */
public record Estimate(double mean, double sd, int n) {
    static Estimate of(List<Double> values) {
        int n = values.size();
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return new Estimate(mean, n < 2 ? 0 : Math.sqrt(squares / (n - 1)), n);
    }
}
