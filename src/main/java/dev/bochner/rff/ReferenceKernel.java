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
    public boolean map(Workspace workspace, float[] out) {
        for (int i = 0; i < u.length; i++) {
            float z = projection(u[i], workspace.x);
            if (!(Math.abs(z) <= SinCos.LIMIT)) {
                return false;
            }
            out[2 * i] = SinCos.cos(z) * scale;
            out[2 * i + 1] = SinCos.sin(z) * scale;
        }
        return true;
    }

    /** u.x as one chain of FMAs. */
    static float projection(float[] u, float[] x) {
        float z = 0.0f;
        for (int j = 0; j < u.length; j++) {
            z = Math.fma(x[j], u[j], z);
        }
        return z;
    }
}
