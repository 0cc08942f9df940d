package dev.bochner.rff;

/**
 * How far &lt;phi(h), phi(h')&gt; is from the kernel k = exp(-sigma^2 |x - x'|^2 / 2) that it estimates: moments over the
 * seeds. With Gaussian directions the estimate is a mean of m independent cosines cos(u_i.(x - x')), each of mean k.
 *
 * <p><b>Source:</b> E cos(u.t) = exp(-sigma^2 |t|^2 / 2), and products of cosines by the addition theorem; Sutherland and
 * Schneider, "On the error of random Fourier features", UAI 2015, section 3.
 */
public final class KernelError {
    private KernelError() {}

    /** k of a pair at this squared distance. */
    public static double kernel(double sigma, double squaredDistance) {
        return Math.exp(-0.5 * sigma * sigma * squaredDistance);
    }

    /** m times the variance of the estimate of a pair with kernel k: (1 - k^2)^2 / 2. */
    public static double variance(double k) {
        double rest = (1.0 - k) * (1.0 + k);
        return 0.5 * rest * rest;
    }

    /**
     * m times the covariance of the estimates of two pairs: (k(s - t) + k(s + t)) / 2 - k(s) k(t), with s and t the differences
     * of their embeddings.
     *
     * @param squared |s|^2
     * @param otherSquared |t|^2
     * @param inner s.t
     */
    public static double covariance(double sigma, double squared, double otherSquared, double inner) {
        double sum = squared + otherSquared;
        double together = 0.5 * (kernel(sigma, sum - 2 * inner) + kernel(sigma, sum + 2 * inner));
        return together - kernel(sigma, sum);
    }

    /**
     * Variance with orthogonal directions over that with Gaussian ones, but for a term of order 1/d: 1 - (m' - 1) e^(-z^2) z^4
     * / (d (1 - e^(-z^2))^2), where m' is m up to d, and z^2 = sigma^2 |x - x'|^2. Blocks of d directions are independent, so
     * that beyond d it stays what it is at d, but for a last block that is not full.
     *
     * <p><b>Source:</b> Yu et al., "Orthogonal random features", NIPS 2016, theorem 2.
     *
     * @param k of the pair, e^(-z^2 / 2), below 1
     */
    public static double orthogonalRatio(double k, int d, int m) {
        double squared = -2.0 * Math.log(k);
        double lessened = k * k * squared * squared / (d * 2.0 * variance(k));
        int rest = m % d;
        int full = m - rest;
        double blocks = full * (1.0 - (d - 1) * lessened);
        double last = rest * (1.0 - (rest - 1) * lessened);
        return (blocks + last) / m;
    }
}
