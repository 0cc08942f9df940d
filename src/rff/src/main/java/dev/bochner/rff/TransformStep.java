package dev.bochner.rff;

import dev.bochner.rff.FeatureMap.Outcome;

/**
 * The steps from h to x W, for {@link Aligner} and {@link FeatureMap}. Immutable and thread-safe: buffers are the caller's.
 */
final class TransformStep {
    /** No squared norm of an x of l2 is larger. */
    private static final double ABOUT_ONE = 1.001;

    private final Normalisation normalisation;
    private final LinearMap transform;
    private final Projection projection;

    TransformStep(Normalisation normalisation, LinearMap transform) {
        this.normalisation = normalisation;
        this.transform = transform;
        this.projection = KernelChoice.ofThisJvm().projectionOf(transform);
    }

    /** Length of h. */
    int rows() {
        return transform.rows();
    }

    /** Length of y. */
    int columns() {
        return transform.columns();
    }

    /** Length of the buffer for y. */
    int stride() {
        return projection.stride();
    }

    /**
     * Normalises h and applies W.
     *
     * @param x a buffer [rows], or longer
     * @param y for the result [stride], or longer; what stands behind its columns is undefined
     * @return MAPPED, NOT_FINITE or ZERO_NORM; OUT_OF_RANGE if a component of y overflows
     */
    Outcome apply(Normaliser normaliser, float[] h, float[] x, float[] y) {
        Outcome outcome = normaliser.apply(normalisation, h, x, 0);
        if (outcome != Outcome.MAPPED) {
            return outcome;
        }
        projection.project(x, y);
        double squaredNorm = normalisation == Normalisation.NONE ? normaliser.squaredNorm() : ABOUT_ONE;
        boolean finite = squaredNorm <= transform.safeSquaredNorm() || firstNotFinite(y) == columns();
        return finite ? Outcome.MAPPED : Outcome.OUT_OF_RANGE;
    }

    /** The first component of y that is not finite, or the number of columns. */
    int firstNotFinite(float[] y) {
        int k = 0;
        while (k < columns() && Float.isFinite(y[k])) {
            k++;
        }
        return k;
    }
}
