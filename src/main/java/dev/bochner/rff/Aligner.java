package dev.bochner.rff;

import dev.bochner.rff.FeatureMap.Outcome;

/**
 * The steps from an embedding h to y = x W, the coordinates that a stabiliser makes comparable: x is h normalised as by
 * {@link FeatureMap}, W the {@link LinearMap} of the day. What is left is phi of {@link FeatureSpec#afterStabiliser}, or
 * the running mean. One thread's: it holds a buffer.
 *
 * <p><b>Shapes:</b> h [rows of W]; y [columns of W]. <b>Determinism:</b> the same bits everywhere, and those of {@link
 * FeatureMap#of(FeatureSpec, Directions, LinearMap)} on the way to its features.
 */
public final class Aligner {
    /** No squared norm of an x of l2 is larger. */
    private static final double ABOUT_ONE = 1.001;

    private final Normaliser normaliser = new Normaliser();
    private final Normalisation normalisation;
    private final LinearMap transform;
    private final float[] x;

    private Aligner(Normalisation normalisation, LinearMap transform) {
        this.normalisation = normalisation;
        this.transform = transform;
        this.x = new float[transform.rows()];
    }

    /** The steps of a spec's normalisation and of a day's W. */
    public static Aligner of(Normalisation normalisation, LinearMap transform) {
        return new Aligner(normalisation, transform);
    }

    /**
     * Writes y; undefined unless the outcome is MAPPED.
     *
     * @param h an embedding [rows of W]
     * @param y [columns of W], another array
     * @return MAPPED; NOT_FINITE or ZERO_NORM as for the map; OUT_OF_RANGE if a component of y overflows float32, which
     * takes an embedding that is not divided by its norm, or a W far from orthogonal
     * @throws IllegalArgumentException if a length is wrong
     */
    public Outcome apply(float[] h, float[] y) {
        if (h.length != transform.rows()) {
            throw new IllegalArgumentException("Dimension of h is " + h.length + ", expected " + transform.rows());
        }
        if (y.length != transform.columns()) {
            throw new IllegalArgumentException("Length of y is " + y.length + ", expected " + transform.columns());
        }
        return align(normaliser, normalisation, transform, h, x, y);
    }

    /** The same with buffers of the caller's: x and y may be longer than needed. */
    static Outcome align(
            Normaliser normaliser, Normalisation normalisation, LinearMap transform, float[] h, float[] x, float[] y) {
        Outcome outcome = normaliser.apply(normalisation, h, x, 0);
        if (outcome != Outcome.MAPPED) {
            return outcome;
        }
        transform.applyTo(x, y, 0);
        double squaredNorm = normalisation == Normalisation.NONE ? normaliser.squaredNorm() : ABOUT_ONE;
        boolean finite = squaredNorm <= transform.safeSquaredNorm() || isFinite(y, transform.columns());
        return finite ? Outcome.MAPPED : Outcome.OUT_OF_RANGE;
    }

    private static boolean isFinite(float[] y, int length) {
        for (int k = 0; k < length; k++) {
            if (!Float.isFinite(y[k])) {
                return false;
            }
        }
        return true;
    }
}
