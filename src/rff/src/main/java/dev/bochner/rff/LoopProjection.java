package dev.bochner.rff;

import java.util.Arrays;

/**
 * Projections by plain loops over the directions, which are transposed: neighbouring ones are neighbours in memory. Four
 * components in a pass, see {@link LoopKernel}.
 */
final class LoopProjection implements Projection {
    private static final int DEPTH = 4;

    /** The transpose of U [d][m]. */
    private final float[][] ut;

    /** Those of a transpose, which it does not copy. */
    LoopProjection(float[][] ut) {
        this.ut = ut;
    }

    @Override
    public int stride() {
        return ut[0].length;
    }

    @Override
    public void project(float[] x, float[] z) {
        project(x, 0, z);
    }

    /** The projections of one x, which begins at an index. */
    void project(float[] x, int from, float[] z) {
        int m = ut[0].length;
        Arrays.fill(z, 0, m, 0.0f);
        int j = 0;
        for (; j + DEPTH <= ut.length; j += DEPTH) {
            addFour(x, from + j, j, z);
        }
        for (; j < ut.length; j++) {
            addOne(x[from + j], ut[j], z);
        }
    }

    /** Components j to j + 3, in this order, to all projections; x_j stands at an index of x. */
    private void addFour(float[] x, int at, int j, float[] z) {
        float x0 = x[at];
        float x1 = x[at + 1];
        float x2 = x[at + 2];
        float x3 = x[at + 3];
        float[] u0 = ut[j];
        float[] u1 = ut[j + 1];
        float[] u2 = ut[j + 2];
        float[] u3 = ut[j + 3];
        for (int i = 0; i < u0.length; i++) {
            z[i] = Math.fma(x3, u3[i], Math.fma(x2, u2[i], Math.fma(x1, u1[i], Math.fma(x0, u0[i], z[i]))));
        }
    }

    private static void addOne(float xj, float[] uj, float[] z) {
        for (int i = 0; i < uj.length; i++) {
            z[i] = Math.fma(xj, uj[i], z[i]);
        }
    }
}
