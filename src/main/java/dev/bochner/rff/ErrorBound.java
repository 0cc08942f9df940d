package dev.bochner.rff;

/**
 * How far a column of {@link FeatureMap} may be from the exact phi(h), in exact arithmetic from the float32 U and h.
 *
 * <p><b>Bound:</b> 1/sqrt(m) (min(2, gamma_n sum_j |u_ij x_j| + underflow) + {@value #FUNCTION} + {@value #SCALING})
 * + 2^-149, where gamma_n = n 2^-24 / (1 - n 2^-24). The terms:
 *
 * <ul>
 *   <li>n = d for the chain of d FMAs, each rounded once (Higham, "Accuracy and stability of numerical algorithms",
 *       3.1), and one more for the rounding of x_j where the normalisation is l2; underflow = 2^-149 (d + sum_j
 *       |u_ij|), since subnormal results have an absolute error instead of a relative one; 2, because a sine cannot
 *       be further off;
 *   <li>{@value #FUNCTION} for the sine and cosine, measured over all floats ({@link SinCos});
 *   <li>{@value #SCALING} for the rounding of (float) (1/sqrt(m)) and of the product with it, 2^-24 each and a
 *       little;
 *   <li>2^-149 for a product that is subnormal.
 * </ul>
 *
 * <p>It is a bound, not an estimate: the projection's errors are typically sqrt(n) / n of it. Holds for embeddings
 * whose outcome is MAPPED. The result itself is computed in double and rounded up by 2^-40 of it.
 */
public final class ErrorBound {
    /** Largest absolute error of the sine and cosine. */
    public static final double FUNCTION = SinCos.MAX_ERROR;

    /** Largest relative error by the factor 1/sqrt(m), 2^-23 and a little. */
    public static final double SCALING = 0x1.00001p-23;

    private static final double UNIT_ROUNDOFF = 0x1p-24;
    private static final double ROUND_UP = 1.0 + 0x1p-40;

    private final FeatureSpec spec;
    private final Directions directions;

    private ErrorBound(FeatureSpec spec, Directions directions) {
        this.spec = spec;
        this.directions = directions;
    }

    /**
     * The bound of a spec's map.
     *
     * @throws IllegalArgumentException if U was drawn for another d, m, seed or sigma
     */
    public static ErrorBound of(FeatureSpec spec, Directions directions) {
        directions.requireDrawnFor(spec);
        return new ErrorBound(spec, directions);
    }

    /**
     * The bound for one column of phi(h).
     *
     * @param h an embedding [d] that the map maps
     * @param column 0 to 2m - 1
     */
    public double ofColumn(float[] h, int column) {
        double norm = norm(h);
        double products = 0.0;
        double components = 0.0;
        for (int j = 0; j < h.length; j++) {
            double u = Math.abs((double) directions.component(column / 2, j));
            products += u * (Math.abs(h[j]) / norm);
            components += u;
        }
        double underflow = 0x1p-149 * (h.length + components);
        double projection = Math.min(2.0, gamma() * products + underflow);
        return (projection + FUNCTION + SCALING) / Math.sqrt(spec.m()) * ROUND_UP + Float.MIN_VALUE;
    }

    /** The largest bound of all columns of phi(h). */
    public double ofRow(float[] h) {
        double largest = 0.0;
        for (int column = 0; column < spec.columns(); column += 2) {
            largest = Math.max(largest, ofColumn(h, column));
        }
        return largest;
    }

    private double norm(float[] h) {
        if (spec.normalisation() == Normalisation.NONE) {
            return 1.0;
        }
        double s = 0.0;
        for (float component : h) {
            s += (double) component * (double) component;
        }
        return Math.sqrt(s);
    }

    private double gamma() {
        int roundings = spec.normalisation() == Normalisation.NONE ? spec.d() : spec.d() + 1;
        double sum = roundings * UNIT_ROUNDOFF;
        // Not infinite: times a sum of 0 it has to be 0.
        return sum < 1.0 ? sum / (1.0 - sum) : Double.MAX_VALUE;
    }
}
