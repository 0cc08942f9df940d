package dev.bochner.experiments.theory;

/** Closed forms for points that are uniform on the unit sphere in d dimensions, and directions u ~ N(0, sigma^2 I). */
final class Sphere {
    private static final double SMALLEST_TERM = 1e-17;

    private Sphere() {}

    /**
     * Mean of exp(-sigma^2 |h - h'|^2 / 2) over independent points: exp(-sigma^2) 0F1(; d/2; sigma^4 / 4).
     *
     * <p><b>Error:</b> some 1e-15 of the value for sigma^2 up to 4.
     *
     * @param variance sigma^2
     */
    static double meanKernel(int d, double variance) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > SMALLEST_TERM * sum; k++) {
            term *= variance * variance / 4 / (k * (d / 2.0 + k - 1));
            sum += term;
        }
        return Math.exp(-variance) * sum;
    }

    /**
     * The chi-squared divergence of N(0, sigma^2 I) from N(0, I), that is the integral of (dQ/dQ*)^2 dQ*, minus 1.
     *
     * @param variance sigma^2, below 2: else it is infinite
     */
    static double chiSquared(int d, double variance) {
        return variance < 2 ? Math.pow(variance * (2 - variance), -d / 2.0) - 1 : Double.POSITIVE_INFINITY;
    }
}
