package dev.bochner.rff;

/**
 * The buffers of one thread. They only grow, so mapping allocates nothing once they have; they may be longer than the
 * spec at hand needs.
 */
final class Workspace {
    private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

    /** The normalised embedding [d]. */
    float[] x = {};

    /** The projections [m]. */
    float[] z = {};

    /** The scaled cosines [m]. */
    float[] cosines = {};

    /** The scaled sines [m]. */
    float[] sines = {};

    private Workspace() {}

    /** This thread's workspace, with room for the spec. */
    static Workspace of(FeatureSpec spec) {
        Workspace workspace = OF_THREAD.get();
        workspace.grow(spec.d(), spec.m());
        return workspace;
    }

    private void grow(int d, int m) {
        if (x.length < d) {
            x = new float[d];
        }
        if (z.length < m) {
            z = new float[m];
            cosines = new float[m];
            sines = new float[m];
        }
    }
}
