package dev.bochner.rff;

/**
 * The arithmetic behind {@link FeatureMap}: from a checked and normalised embedding to its features. All kernels
 * give the same bits; they differ in speed alone. Thread-safe: what changes is in the {@link Workspace}.
 *
 * <p>The bits: projection i is z = 0, then z = fma(x_j, u_ij, z) for j ascending; column 2i is
 * {@link SinCos#cos cos} z times {@link FeatureSpec#scale}, column 2i + 1 the sine. So a kernel may work on several
 * directions or rows at once, but never on several j.
 */
interface Kernel {
    /**
     * Maps the workspace's x [d] into out [2m].
     *
     * @return whether each projection was within {@link SinCos#LIMIT}; if not, out is undefined
     */
    boolean map(Workspace workspace, float[] out);
}
