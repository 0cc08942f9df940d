package dev.bochner.rff;

/**
 * The buffers of one thread. They only grow, so mapping allocates nothing once they have; they may be longer than asked
 * for, and hold what the last use left.
 */
final class Workspace {
    private static final ThreadLocal<Workspace> OF_THREAD = ThreadLocal.withInitial(Workspace::new);

    private final Normaliser normaliser = new Normaliser();
    private float[] x = {};
    private float[] y = {};
    private float[] z = {};
    private float[] cosines = {};
    private float[] sines = {};
    private float[] overhang = {};

    private Workspace() {}

    static Workspace ofThread() {
        return OF_THREAD.get();
    }

    Normaliser normaliser() {
        return normaliser;
    }

    /** For a normalised embedding. */
    float[] x(int length) {
        if (x.length < length) {
            x = new float[length];
        }
        return x;
    }

    /** For a normalised embedding that a linear map was applied to. */
    float[] y(int length) {
        if (y.length < length) {
            y = new float[length];
        }
        return y;
    }

    /** For projections. */
    float[] z(int length) {
        if (z.length < length) {
            z = new float[length];
        }
        return z;
    }

    /** For scaled cosines. */
    float[] cosines(int length) {
        if (cosines.length < length) {
            cosines = new float[length];
        }
        return cosines;
    }

    /** For scaled sines. */
    float[] sines(int length) {
        if (sines.length < length) {
            sines = new float[length];
        }
        return sines;
    }

    /** For columns of a whole vector of which not all are wanted. */
    float[] overhang(int length) {
        if (overhang.length < length) {
            overhang = new float[length];
        }
        return overhang;
    }
}
