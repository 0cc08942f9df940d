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
    private final Normaliser normaliser = new Normaliser();
    private final TransformStep step;
    private final float[] x;
    private final float[] wide;

    private Aligner(TransformStep step) {
        this.step = step;
        this.x = new float[step.rows()];
        this.wide = new float[step.stride()];
    }

    /** The steps of a spec's normalisation and of a day's W. */
    public static Aligner of(Normalisation normalisation, LinearMap transform) {
        return new Aligner(new TransformStep(normalisation, transform));
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
        if (h.length != step.rows()) {
            throw new IllegalArgumentException("Dimension of h is " + h.length + ", expected " + step.rows());
        }
        if (y.length != step.columns()) {
            throw new IllegalArgumentException("Length of y is " + y.length + ", expected " + step.columns());
        }
        Outcome outcome = step.apply(normaliser, h, x, wide);
        System.arraycopy(wide, 0, y, 0, y.length);
        return outcome;
    }
}
