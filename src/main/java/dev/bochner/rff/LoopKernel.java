package dev.bochner.rff;

import java.util.Arrays;

/**
 * Plain loops over the directions, which C2 turns into vector instructions: U is transposed, so that neighbouring
 * directions are neighbours in memory.
 *
 * <p>The shape of the loops is what C2 of JDK 17 takes, found by timing (m = 1024, AVX2): four components in a pass,
 * so that z is loaded and stored once for four FMAs, since from seven on it gives up and is four times slower; and
 * the cosines apart from the sines although both reduce z, since one loop for both is five times slower than the two
 * together.
 */
final class LoopKernel implements Kernel {
    private static final int DEPTH = 4;

    private final int d;
    private final int m;
    private final float scale;

    /** The transpose of U [d][m]. */
    private final float[][] ut;

    LoopKernel(Directions directions) {
        this.d = directions.spec().d();
        this.m = directions.spec().m();
        this.scale = directions.spec().scale();
        this.ut = directions.transposed();
    }

    @Override
    public boolean map(float[] x, float[] out) {
        float[] z = Workspace.ofThread().z(m);
        project(x, 0, z);
        if (!inRange(z)) {
            return false;
        }
        mapProjections(z, out, 0);
        return true;
    }

    @Override
    public void mapBlock(float[] x, int rows, float[] out) {
        float[] z = Workspace.ofThread().z(m);
        for (int row = 0; row < rows; row++) {
            project(x, row * d, z);
            mapProjections(z, out, row * 2 * m);
        }
    }

    /** The projections of one x, which begins at an index. */
    void project(float[] x, int from, float[] z) {
        Arrays.fill(z, 0, m, 0.0f);
        int j = 0;
        for (; j + DEPTH <= d; j += DEPTH) {
            addFour(x, from + j, j, z);
        }
        for (; j < d; j++) {
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
        for (int i = 0; i < m; i++) {
            z[i] = Math.fma(x3, u3[i], Math.fma(x2, u2[i], Math.fma(x1, u1[i], Math.fma(x0, u0[i], z[i]))));
        }
    }

    private void addOne(float xj, float[] uj, float[] z) {
        for (int i = 0; i < m; i++) {
            z[i] = Math.fma(xj, uj[i], z[i]);
        }
    }

    private boolean inRange(float[] z) {
        for (int i = 0; i < m; i++) {
            if (!(Math.abs(z[i]) <= SinCos.LIMIT)) {
                return false;
            }
        }
        return true;
    }

    /** Scaled cosines and sines, interleaved, to out from an index on. */
    void mapProjections(float[] z, float[] out, int to) {
        Workspace workspace = Workspace.ofThread();
        float[] cosines = workspace.cosines(m);
        float[] sines = workspace.sines(m);
        cosines(z, m, scale, cosines);
        sines(z, m, scale, sines);
        interleave(cosines, sines, m, out, to);
    }

    private static void cosines(float[] z, int m, float scale, float[] cosines) {
        for (int i = 0; i < m; i++) {
            cosines[i] = SinCos.cos(z[i]) * scale;
        }
    }

    private static void sines(float[] z, int m, float scale, float[] sines) {
        for (int i = 0; i < m; i++) {
            sines[i] = SinCos.sin(z[i]) * scale;
        }
    }

    private static void interleave(float[] cosines, float[] sines, int m, float[] out, int to) {
        for (int i = 0; i < m; i++) {
            out[to + 2 * i] = cosines[i];
            out[to + 2 * i + 1] = sines[i];
        }
    }
}
