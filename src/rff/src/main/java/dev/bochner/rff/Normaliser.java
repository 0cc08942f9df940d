package dev.bochner.rff;

import dev.bochner.rff.FeatureMap.Outcome;

/**
 * Takes an embedding h [d] to x [d], which is what is projected: h itself, or h divided by its Euclidean norm. Not for several
 * threads: it holds a buffer, which only grows.
 *
 * <p><b>Bits:</b> s = sum of (double) h_j (double) h_j, j ascending, no FMA; for l2, x_j = (float) (h_j / sqrt(s)).
 *
 * <p>Three loops, since C2 of JDK 17 makes vector divisions of a loop over doubles alone, and of one with conversions
 * scalar ones, each of which may wait for the one before. What is left is the latency of the d additions, which the
 * order of s asks for: two thirds of the time at d = 64.
 */
public final class Normaliser {
    private double[] wide = {};
    private double s;

    /**
     * Checks h and writes x to an array, from an index on; the array may be h itself.
     *
     * @param h an embedding [d]
     * @param x receives d numbers
     * @param to index of the first of them
     * @return MAPPED if there is an x; NOT_FINITE or ZERO_NORM if not, and nothing is written
     */
    public Outcome apply(Normalisation normalisation, float[] h, float[] x, int to) {
        if (wide.length < h.length) {
            wide = new double[h.length];
        }
        s = squaredNorm(h, wide);
        // The square of a finite float is far below double's range: s is finite exactly if h is.
        if (!(s < Double.POSITIVE_INFINITY)) {
            return Outcome.NOT_FINITE;
        }
        if (normalisation == Normalisation.NONE) {
            System.arraycopy(h, 0, x, to, h.length);
            return Outcome.MAPPED;
        }
        // Nor do the squares of subnormals vanish in double.
        if (s == 0.0) {
            return Outcome.ZERO_NORM;
        }
        divide(wide, h.length, Math.sqrt(s));
        narrow(wide, h.length, x, to);
        return Outcome.MAPPED;
    }

    /** The squared Euclidean norm of the h that came last, within d roundings in double. */
    public double squaredNorm() {
        return s;
    }

    private static double squaredNorm(float[] h, double[] wide) {
        double s = 0.0;
        for (int j = 0; j < h.length; j++) {
            double component = h[j];
            wide[j] = component;
            s += component * component;
        }
        return s;
    }

    private static void divide(double[] wide, int d, double norm) {
        for (int j = 0; j < d; j++) {
            wide[j] /= norm;
        }
    }

    private static void narrow(double[] wide, int d, float[] x, int to) {
        for (int j = 0; j < d; j++) {
            x[to + j] = (float) wide[j];
        }
    }
}
