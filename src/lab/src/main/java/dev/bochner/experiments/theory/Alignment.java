package dev.bochner.experiments.theory;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.util.SplittableRandom;

/**
 * A_n(Q) of points that all have one label, uniform on the unit sphere: the mean of &lt;phi_m(h_i), phi_m(h_j)&gt; over all
 * pairs, by the product's own features.
 *
 * @param d dimension
 * @param n points
 * @param m directions
 */
record Alignment(int d, int n, int m) {
    /** Points [n][d]. */
    float[][] points(SplittableRandom random) {
        float[][] points = new float[n][d];
        for (float[] point : points) {
            double[] unit = RandomStreams.unit(random, d);
            for (int j = 0; j < d; j++) {
                point[j] = (float) unit[j];
            }
        }
        return points;
    }

    /**
     * A_n for directions drawn from N(0, sigma^2 I).
     *
     * @param variance sigma^2
     * @param seed seed of the directions
     */
    double of(float[][] points, double variance, long seed) {
        FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(d, m, seed, Math.sqrt(variance), Normalisation.L2));
        double[] sum = new double[2 * m];
        double squares = 0;
        float[] phi = new float[2 * m];
        for (float[] point : points) {
            map.apply(point, phi);
            for (int c = 0; c < phi.length; c++) {
                sum[c] += phi[c];
                squares += (double) phi[c] * phi[c];
            }
        }
        return (RandomStreams.dot(sum, sum) - squares) / (n * (n - 1.0));
    }

    /**
     * The right-hand side of Proposition 4, with 1 for its unstated constant.
     *
     * <p>The second moment of Q is d times the larger of the two variances; delta is half the chi-squared divergence,
     * as in the proof.
     */
    double printedBound(double variance, double epsilon) {
        double moment = d * Math.max(1, variance);
        double square = epsilon * epsilon;
        double delta = Sphere.chiSquared(d, variance) / 2;
        return moment / square * Math.exp(-m * square / (16 * (d + 2))) + Math.exp(-n * square / (64 * (1 + delta)));
    }
}
