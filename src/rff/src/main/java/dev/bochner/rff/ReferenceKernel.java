package dev.bochner.rff;

/** The definition of the map, one projection at a time: what the other kernels are held to. */
final class ReferenceKernel implements Kernel {
    private final float[][] u;
    private final float scale;

    ReferenceKernel(Directions directions) {
        this.u = directions.rows();
        this.scale = directions.spec().scale();
    }

    @Override
    public boolean map(float[] x, float[] out) {
        return mapRow(x, 0, out, 0);
    }

    @Override
    public void mapBlock(float[] x, int rows, float[] out) {
        for (int row = 0; row < rows; row++) {
            mapRow(x, row * u[0].length, out, row * 2 * u.length);
        }
    }

    private boolean mapRow(float[] x, int from, float[] out, int to) {
        for (int i = 0; i < u.length; i++) {
            float z = projection(u[i], x, from);
            if (!(Math.abs(z) <= SinCos.LIMIT)) {
                return false;
            }
            out[to + 2 * i] = SinCos.cos(z) * scale;
            out[to + 2 * i + 1] = SinCos.sin(z) * scale;
        }
        return true;
    }

    /** u.x as one chain of FMAs; x [d] begins at an index. */
    static float projection(float[] u, float[] x, int from) {
        float z = 0.0f;
        for (int j = 0; j < u.length; j++) {
            z = Math.fma(x[from + j], u[j], z);
        }
        return z;
    }
}
