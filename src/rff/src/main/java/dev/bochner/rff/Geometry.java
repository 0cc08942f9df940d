package dev.bochner.rff;

/**
 * What the error of the features depends on besides m: how far the embeddings are apart, after normalisation. With k the
 * kernel of a pair and v = (1 - k^2)^2 / 2 the variance that one direction leaves it with.
 *
 * @param d length of an embedding
 * @param sigma standard deviation of each component of a direction
 * @param items how many items there are, 2 or more
 * @param meanVariance mean of v over pairs, 0 to 0.5
 * @param degrees effective number of independent errors among those of all pairs, 1 or more: square of the mean of v over the
 *     mean of the squared covariance of two pairs' errors
 * @param leastKernel k of the pair that is farthest apart, 0 to 1
 * @param diameter distance that no two embeddings exceed
 */
public record Geometry(
        int d, double sigma, long items, double meanVariance, double degrees, double leastKernel, double diameter) {
    /** Items where nobody says how many there are. */
    public static final long DEFAULT_ITEMS = 1_000_000_000L;

    /** Inner product of the differences of two independent pairs on the unit sphere: variance 4 / d. */
    private static final double DIFFERENCES = 4.0;

    /** @throws IllegalArgumentException if a value is out of its range; the message names value and range */
    public Geometry {
        require(d >= 1, "d", d, "1 or more");
        require(sigma > 0.0 && sigma <= FeatureSpec.MAX_SIGMA, "sigma", sigma, "a positive number");
        require(items >= 2, "items", items, "2 or more");
        require(meanVariance >= 0.0 && meanVariance <= 0.5, "mean variance", meanVariance, "0 to 0.5");
        require(degrees >= 1.0, "degrees", degrees, "1 or more");
        require(leastKernel >= 0.0 && leastKernel <= 1.0, "least kernel", leastKernel, "0 to 1");
        require(diameter >= 0.0 && Double.isFinite(diameter), "diameter", diameter, "0 or more");
    }

    private static void require(boolean right, String name, Number value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(name + " is " + value + ", expected " + expected);
        }
    }

    /**
     * That of independent directions in space: embeddings of norm 1, whose pairs are at right angles. Differences of two pairs
     * have an inner product with mean 0 and variance 4 / d, which is taken for normal; then with a = sigma^2, E[(cosh(a t) -
     * 1)^2] = (e^(2 a^2 4/d) + 1) / 2 - 2 e^(a^2 2/d) + 1, and the covariance is k^2 (cosh(a t) - 1) (see {@link
     * KernelError#covariance}).
     */
    public static Geometry ofUnitSphere(int d, double sigma, long items) {
        double a = sigma * sigma;
        double kernel = KernelError.kernel(sigma, 2.0);
        double variance = KernelError.variance(kernel);
        double spread = a * a * DIFFERENCES / d;
        double squaredCovariance =
                Math.pow(kernel, 4) * (0.5 * (Math.exp(2 * spread) + 1) - 2 * Math.exp(spread / 2) + 1);
        return new Geometry(d, sigma, items, variance, degrees(variance, squaredCovariance), kernel, 2.0);
    }

    /**
     * Effective number of independent errors. At least 1: no covariance exceeds the variances.
     *
     * @param meanVariance mean of v over pairs
     * @param meanSquaredCovariance mean over two pairs of their errors' squared covariance, at m = 1
     */
    public static double degrees(double meanVariance, double meanSquaredCovariance) {
        double degrees = meanVariance * meanVariance / meanSquaredCovariance;
        return degrees >= 1.0 ? Math.min(degrees, Double.MAX_VALUE) : 1.0;
    }
}
