package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The moments against features themselves. */
final class KernelErrorTest {
    private static final int SEEDS = 20_000;
    private static final int M = 8;
    private static final double SIGMA = 0.8;

    private static final float[][] ITEMS = {
        {0.9f, 0.1f, -0.4f}, {-0.3f, 0.7f, 0.2f}, {0.8f, 0.2f, -0.3f}, {-0.2f, 0.6f, 0.4f}
    };

    @Test
    void areThoseOfTheFeatures() {
        double mean = 0.0;
        double square = 0.0;
        double product = 0.0;
        for (int seed = 0; seed < SEEDS; seed++) {
            float[][] features = features(seed);
            double error = inner(features[0], features[1]) - kernel(0, 1);
            double other = inner(features[2], features[3]) - kernel(2, 3);
            mean += error / SEEDS;
            square += error * error / SEEDS;
            product += error * other / SEEDS;
        }
        double variance = KernelError.variance(kernel(0, 1)) / M;
        assertEquals(0.0, mean, 4 * Math.sqrt(variance / SEEDS));
        assertEquals(variance, square, 4 * variance * Math.sqrt(2.0 / SEEDS));
        double covariance = KernelError.covariance(SIGMA, squared(0, 1), squared(2, 3), differences(0, 1, 2, 3)) / M;
        double otherVariance = KernelError.variance(kernel(2, 3)) / M;
        double error = Math.sqrt((variance * otherVariance + covariance * covariance) / SEEDS);
        assertEquals(covariance, product, 4 * error);
        assertTrue(Math.abs(covariance) > 8 * error, "a covariance of 0 would be no test");
    }

    @Test
    void covarianceOfAPairWithItselfIsItsVariance() {
        double squared = squared(0, 1);
        assertEquals(
                KernelError.variance(kernel(0, 1)), KernelError.covariance(SIGMA, squared, squared, squared), 1e-15);
    }

    /** The share of seeds whose error is above epsilon at the m of RMS_QUANTILE, on random points of a sphere. */
    @Test
    void quantileHoldsOnTheSphere() {
        int d = 8;
        Precision precision = new Precision(Criterion.RMS_QUANTILE, 0.2, 0.1);
        int m = (int) precision.directionsFor(Geometry.ofUnitSphere(d, 1.0, 1000));
        float[][] items = new float[60][d];
        for (int i = 0; i < items.length; i++) {
            items[i] = Directions.of(FeatureSpec.gaussian(d, items.length, 77, 1.0, Normalisation.NONE))
                    .direction(i);
        }
        int seeds = 400;
        int above = 0;
        for (int seed = 0; seed < seeds; seed++) {
            FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(d, m, seed, 1.0, Normalisation.L2));
            above += meanSquare(map, items) > 0.2 * 0.2 ? 1 : 0;
        }
        // 10 % are allowed; 400 seeds tell it within 1.5 % (one standard error), and pairs of a sample differ in
        // distance.
        assertTrue(above <= 0.16 * seeds, above + " of " + seeds + " seeds at m = " + m);
        assertTrue(above >= 0.02 * seeds, "m = " + m + " is more than it takes: " + above + " of " + seeds);
    }

    private static double meanSquare(FeatureMap map, float[][] items) {
        float[][] phi = new float[items.length][2 * map.spec().m()];
        double[][] x = new double[items.length][];
        for (int i = 0; i < items.length; i++) {
            map.tryApply(items[i], phi[i]);
            double norm = Math.sqrt(inner(items[i], items[i]));
            x[i] = new double[items[i].length];
            for (int j = 0; j < x[i].length; j++) {
                x[i][j] = items[i][j] / norm;
            }
        }
        double sum = 0.0;
        int pairs = 0;
        for (int i = 0; i < items.length; i++) {
            for (int p = 0; p < i; p++) {
                double squared = 0.0;
                for (int j = 0; j < x[i].length; j++) {
                    squared += (x[i][j] - x[p][j]) * (x[i][j] - x[p][j]);
                }
                double error = inner(phi[i], phi[p]) - KernelError.kernel(1.0, squared);
                sum += error * error;
                pairs++;
            }
        }
        return sum / pairs;
    }

    @Test
    void orthogonalRatioCountsBlocks() {
        double k = Math.exp(-1);
        assertEquals(1.0, KernelError.orthogonalRatio(k, 64, 1), 1e-12);
        assertEquals(0.287, KernelError.orthogonalRatio(k, 64, 64), 0.0005);
        assertEquals(KernelError.orthogonalRatio(k, 64, 64), KernelError.orthogonalRatio(k, 64, 128), 1e-12);
        double halfABlockMore = KernelError.orthogonalRatio(k, 64, 96);
        assertTrue(halfABlockMore > 0.287 && halfABlockMore < KernelError.orthogonalRatio(k, 64, 32));
    }

    private static float[][] features(long seed) {
        FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(3, M, seed, SIGMA, Normalisation.NONE));
        float[][] features = new float[ITEMS.length][2 * M];
        for (int i = 0; i < ITEMS.length; i++) {
            map.tryApply(ITEMS[i], features[i]);
        }
        return features;
    }

    private static double kernel(int i, int p) {
        return KernelError.kernel(SIGMA, squared(i, p));
    }

    private static double squared(int i, int p) {
        return differences(i, p, i, p);
    }

    private static double differences(int i, int p, int k, int q) {
        double sum = 0.0;
        for (int j = 0; j < 3; j++) {
            sum += (double) (ITEMS[i][j] - ITEMS[p][j]) * (ITEMS[k][j] - ITEMS[q][j]);
        }
        return sum;
    }

    private static double inner(float[] a, float[] b) {
        double sum = 0.0;
        for (int j = 0; j < a.length; j++) {
            sum += (double) a[j] * b[j];
        }
        return sum;
    }
}
