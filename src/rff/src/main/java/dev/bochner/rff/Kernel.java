package dev.bochner.rff;

/**
 * The arithmetic behind {@link FeatureMap}: from checked and normalised embeddings to their features. All kernels give
 * the same bits; they differ in speed alone. Thread-safe: what changes is in the {@link Workspace}.
 *
 * <p>The bits: projection i is z = 0, then z = fma(x_j, u_ij, z) for j ascending; column 2i is
 * {@link SinCos#cos cos} z times {@link FeatureSpec#scale}, column 2i + 1 the sine. So a kernel may work on several
 * directions or rows at once, but never on several j.
 */
interface Kernel {
    /**
     * Maps x [d] into out [2m].
     *
     * @param x may be longer than d
     * @return whether each projection was within {@link SinCos#LIMIT}; if not, out is undefined
     */
    boolean map(float[] x, float[] out);

    /**
     * Maps x [rows][d] into out [rows][2m]. The columns of a row with a projection beyond {@link SinCos#LIMIT} are
     * undefined.
     *
     * @param x has room for whole groups of {@link #GROUP} rows: what stands behind the last row may be read
     * @param out may be longer than rows times 2m, and is left as it is behind them
     */
    void mapBlock(float[] x, int rows, float[] out);

    /** How many rows a kernel may take at once. */
    int GROUP = 4;
}
