package dev.bochner.experiments.theory;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The setting of Proposition 3: y = theta.h without noise, h ~ N(0, I), but only h + e is seen, e ~ N(0, noise^2 I).
 *
 * <p>theta has q components of 1/sqrt(q) in size and either sign, at the first places, and zeros elsewhere; its norm
 * is 1. The signal's variance sigma_h^2 is 1, so noise is sigma_e / sigma_h.
 *
 * @param d length of h
 * @param q components of theta that are not 0
 * @param noise sigma_e / sigma_h
 */
record NoisyRegression(int d, int q, double noise) {
    /** Estimators of theta. */
    enum Estimator {
        ZERO("zero"),
        LEAST_SQUARES("least squares"),
        /**
         * Least squares times 1 + noise^2: it converges to theta / (1 + noise^2), and the correction needs the noise
         * to be known.
         */
        CORRECTED("corrected"),
        /** The q largest components, by absolute value, of the corrected estimate. */
        LARGEST("q largest"),
        /** Corrected least squares on the components that are not 0 in theta, which are unknown in practice. */
        ORACLE("known places");

        private final String label;

        Estimator(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /**
     * Errors of an estimator.
     *
     * @param distance Euclidean distance from theta
     * @param prediction mean squared error of predicting y
     */
    record Score(double distance, double prediction) {}

    /** The right-hand side of Proposition 3, with 1 for its unstated constant. */
    double printedBound(int n) {
        return noise * noise * q / n * Math.log((double) d / q);
    }

    /** Distance of least squares from theta in the limit of infinitely many samples: 1 - 1 / (1 + noise^2). */
    double plateau() {
        return 1 - shrinkage();
    }

    /** Least possible mean squared error of predicting y from h + e; y has variance 1. */
    double leastPrediction() {
        return plateau();
    }

    private double shrinkage() {
        return 1 / (1 + noise * noise);
    }

    /** Draws n samples and estimates theta from them. */
    Map<Estimator, Score> scores(int n, SplittableRandom random) {
        double[] theta = new double[d];
        for (int j = 0; j < q; j++) {
            theta[j] = (random.nextBoolean() ? 1 : -1) / Math.sqrt(q);
        }
        NormalEquations equations = equations(theta, n, random);
        Map<Estimator, Score> scores = new EnumMap<>(Estimator.class);
        for (Estimator estimator : Estimator.values()) {
            double[] estimate = estimate(estimator, equations);
            scores.put(estimator, new Score(distance(estimate, theta), prediction(estimate, theta)));
        }
        return scores;
    }

    private double[] estimate(Estimator estimator, NormalEquations equations) {
        return switch (estimator) {
            case ZERO -> new double[d];
            case LEAST_SQUARES -> equations.solve(d);
            case CORRECTED -> times(equations.solve(d), 1 / shrinkage());
            case LARGEST -> largest(times(equations.solve(d), 1 / shrinkage()));
            case ORACLE -> times(equations.solve(q), 1 / shrinkage());
        };
    }

    private NormalEquations equations(double[] theta, int n, SplittableRandom random) {
        NormalEquations equations = new NormalEquations(d);
        double[] seen = new double[d];
        for (int i = 0; i < n; i++) {
            double y = 0;
            for (int j = 0; j < d; j++) {
                double h = random.nextGaussian();
                y += theta[j] * h;
                seen[j] = h + noise * random.nextGaussian();
            }
            equations.add(seen, y);
        }
        return equations;
    }

    private double[] largest(double[] estimate) {
        double[] sizes = IntStream.range(0, d)
                .mapToDouble(j -> Math.abs(estimate[j]))
                .sorted()
                .toArray();
        double[] kept = new double[d];
        for (int j = 0; j < d; j++) {
            kept[j] = Math.abs(estimate[j]) >= sizes[d - q] ? estimate[j] : 0;
        }
        return kept;
    }

    private static double distance(double[] estimate, double[] theta) {
        double squares = 0;
        for (int j = 0; j < theta.length; j++) {
            squares += (estimate[j] - theta[j]) * (estimate[j] - theta[j]);
        }
        return Math.sqrt(squares);
    }

    /** E (theta.h - estimate.(h + e))^2. */
    private double prediction(double[] estimate, double[] theta) {
        double distance = distance(estimate, theta);
        return distance * distance + noise * noise * RandomStreams.dot(estimate, estimate);
    }

    private static double[] times(double[] values, double factor) {
        double[] product = new double[values.length];
        for (int j = 0; j < values.length; j++) {
            product[j] = values[j] * factor;
        }
        return product;
    }
}
