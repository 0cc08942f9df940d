package dev.bochner.experiments.theory;

import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * A discrete distribution of (h, y) on a few labelled points of the unit sphere, for which all expectations about the
 * Nadaraya-Watson estimator are finite sums. Kernel exp(-|h - h'|^2), the paper's.
 *
 * <p><b>Shapes:</b> h [places][d], labels of -1 or 1 [places], probabilities [places] that add up to 1.
 */
final class DiscreteDistribution {
    private final double[] labels;
    private final double[] masses;
    private final double[][] kernel;

    private DiscreteDistribution(double[] labels, double[] masses, double[][] kernel) {
        this.labels = labels;
        this.masses = masses;
        this.kernel = kernel;
    }

    /** A distribution on points of the unit circle, given by angles in radians. */
    static DiscreteDistribution onCircle(double[] angles, double[] labels, double[] masses) {
        int n = angles.length;
        double[][] kernel = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                kernel[i][j] = Math.exp(2 * Math.cos(angles[i] - angles[j]) - 2);
            }
        }
        return new DiscreteDistribution(labels, masses, kernel);
    }

    /**
     * The counterexample: most of each class lies near angle 0, at plus and minus {@code bulk}; the rest at plus and
     * minus {@code stray}, each class beyond the other one. So the stray points of a class lie nearer to the bulk of
     * the other class.
     *
     * @param strayShare probability of both strays together
     */
    static DiscreteDistribution crossed(double strayShare, double bulk, double stray) {
        double most = (1 - strayShare) / 2;
        return onCircle(new double[] {bulk, -bulk, -stray, stray}, new double[] {1, -1, 1, -1}, new double[] {
            most, most, strayShare / 2, strayShare / 2
        });
    }

    /** A random distribution: points of the circle, labels and probabilities are drawn. */
    static DiscreteDistribution drawn(SplittableRandom random, int places) {
        double[] angles = new double[places];
        double[] labels = new double[places];
        double[] masses = new double[places];
        double total = 0;
        for (int i = 0; i < places; i++) {
            angles[i] = random.nextDouble() * 2 * Math.PI;
            labels[i] = random.nextBoolean() ? 1 : -1;
            masses[i] = -Math.log(1 - random.nextDouble());
            total += masses[i];
        }
        for (int i = 0; i < places; i++) {
            masses[i] /= total;
        }
        return onCircle(angles, labels, masses);
    }

    /** A = E[1[Y = Y'] K(h(X), h(X'))], the alignment. */
    double alignment() {
        return pairs(1);
    }

    /** E[1[Y != Y'] K(h(X), h(X'))], the term that the proof drops. */
    double opposition() {
        return pairs(-1);
    }

    private double pairs(double product) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                if (labels[i] * labels[j] == product) {
                    sum += masses[i] * masses[j] * kernel[i][j];
                }
            }
        }
        return sum;
    }

    /** Risk of the estimator that knows the distribution, sign E[Y' K(h, h(X'))]; 0 counts as right, as in the proof. */
    double risk() {
        return risk(masses);
    }

    /** Risk of the estimator made of n samples that are drawn here. */
    double sampledRisk(int n, SplittableRandom random) {
        double[] counts = new double[masses.length];
        int left = n;
        double mass = 1;
        for (int i = 0; i < counts.length - 1 && left > 0; i++) {
            double share = Math.min(1, masses[i] / mass);
            int count = new BinomialDistribution(null, left, share).inverseCumulativeProbability(random.nextDouble());
            counts[i] = count;
            left -= count;
            mass -= masses[i];
        }
        counts[counts.length - 1] = left;
        return risk(counts);
    }

    private double risk(double[] weights) {
        double risk = 0;
        for (int i = 0; i < labels.length; i++) {
            double f = 0;
            for (int j = 0; j < labels.length; j++) {
                f += weights[j] * labels[j] * kernel[i][j];
            }
            risk += labels[i] * f < 0 ? masses[i] : 0;
        }
        return risk;
    }

    /** Probability of the commonest class. */
    double commonest() {
        double positive = 0;
        for (int i = 0; i < labels.length; i++) {
            positive += labels[i] > 0 ? masses[i] : 0;
        }
        return Math.max(positive, 1 - positive);
    }
}
