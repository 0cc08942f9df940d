package dev.bochner.rff;

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
    private final int d;
    private final int m;
    private final float scale;
    private final LoopProjection projection;

    LoopKernel(Directions directions) {
        this.d = directions.spec().d();
        this.m = directions.spec().m();
        this.scale = directions.spec().scale();
        this.projection = new LoopProjection(directions.transposed());
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
        projection.project(x, from, z);
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
