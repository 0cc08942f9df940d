package dev.bochner.rff;

/**
 * All projections u_i.x of one x, each the chain z = 0, then z = fma(x_j, u_ij, z) for j ascending: in every implementation
 * the same bits. Thread-safe.
 */
interface Projection {
    /** Length of the array for the projections: their number, or more. */
    int stride();

    /**
     * Projects.
     *
     * @param x may be longer than d
     * @param z [stride], or longer; what stands behind the projections is undefined
     */
    void project(float[] x, float[] z);
}
