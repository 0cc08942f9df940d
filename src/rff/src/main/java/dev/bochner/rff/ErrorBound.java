package dev.bochner.rff;

import java.util.Optional;

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
 * <p>With a {@link LinearMap} W, y = x W stands for x, n grows by the rows of W for the chains that make y, |u_ij x_j|
 * becomes |u_ij| sum_l |x_l W_lj|, and underflow grows by 2^-148 sum_j |u_ij| (rows + sum_l |W_lj|). The exact phi is then
 * that of the directions u_i' = W u_i, folded exactly.
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
    private final Optional<LinearMap> transform;
    private final double[] subnormals;

    private ErrorBound(FeatureSpec spec, Directions directions, Optional<LinearMap> transform) {
        this.spec = spec;
        this.directions = directions;
        this.transform = transform;
        this.subnormals = subnormals(spec, transform);
    }

    /**
     * The bound of a spec's map.
     *
     * @throws IllegalArgumentException if U was drawn for another d, m, seed, sigma or sampler, or the spec has a stabiliser
     */
    public static ErrorBound of(FeatureSpec spec, Directions directions) {
        FeatureMap.requirePlain(spec);
        directions.requireDrawnFor(spec);
        return new ErrorBound(spec, directions, Optional.empty());
    }

    /**
     * The bound of the map of a spec whose stabiliser is a linear map, on one day.
     *
     * @throws IllegalArgumentException as {@link FeatureMap#of(FeatureSpec, Directions, LinearMap)}
     */
    public static ErrorBound of(FeatureSpec spec, Directions directions, LinearMap transform) {
        FeatureMap.requireLinear(spec, transform);
        directions.requireDrawnFor(spec);
        return new ErrorBound(spec, directions, Optional.of(transform));
    }

    /**
     * The bound for one column of phi(h).
     *
     * @param h an embedding that the map maps
     * @param column 0 to 2m - 1
     */
    public double ofColumn(float[] h, int column) {
        return ofColumn(sizes(h), column);
    }

    private double ofColumn(double[] sizes, int column) {
        double products = 0.0;
        double errors = sizes.length;
        for (int j = 0; j < sizes.length; j++) {
            double u = Math.abs((double) directions.component(column / 2, j));
            products += u * sizes[j];
            errors += u * subnormals[j];
        }
        double underflow = 0x1p-149 * errors;
        double projection = Math.min(2.0, gamma() * products + underflow);
        return (projection + FUNCTION + SCALING) / Math.sqrt(spec.m()) * ROUND_UP + Float.MIN_VALUE;
    }

    /** The largest bound of all columns of phi(h). */
    public double ofRow(float[] h) {
        double[] sizes = sizes(h);
        double largest = 0.0;
        for (int column = 0; column < spec.columns(); column += 2) {
            largest = Math.max(largest, ofColumn(sizes, column));
        }
        return largest;
    }

    /** Of what U multiplies [d]: |x_j|, or the sum of what y_j is made of. */
    private double[] sizes(float[] h) {
        double norm = norm(h);
        double[] sizes = new double[spec.d()];
        for (int j = 0; j < sizes.length; j++) {
            for (int l = 0; l < h.length; l++) {
                sizes[j] += transformed(l, j) * (Math.abs(h[l]) / norm);
            }
        }
        return sizes;
    }

    /** |W_lj|, of the identity if there is no W. */
    private double transformed(int l, int j) {
        double identity = l == j ? 1.0 : 0.0;
        return transform.map(w -> Math.abs((double) w.element(l, j))).orElse(identity);
    }

    /** How often 2^-149 the components that U multiplies may be off, for subnormal numbers on the way to them [d]. */
    private static double[] subnormals(FeatureSpec spec, Optional<LinearMap> transform) {
        double[] units = new double[spec.d()];
        for (int j = 0; j < units.length; j++) {
            units[j] = 1.0;
            int column = j;
            transform.ifPresent(w -> units[column] = 2.0 * (w.rows() + sum(w, column)));
        }
        return units;
    }

    private static double sum(LinearMap w, int column) {
        double sum = 0.0;
        for (int l = 0; l < w.rows(); l++) {
            sum += Math.abs((double) w.element(l, column));
        }
        return sum;
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
        int roundings = spec.d() + transform.map(LinearMap::rows).orElse(0);
        int normalising = spec.normalisation() == Normalisation.NONE ? 0 : 1;
        double sum = (roundings + normalising) * UNIT_ROUNDOFF;
        // Not infinite: times a sum of 0 it has to be 0.
        return sum < 1.0 ? sum / (1.0 - sum) : Double.MAX_VALUE;
    }
}
