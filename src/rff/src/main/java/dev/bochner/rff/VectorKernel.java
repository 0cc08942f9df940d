package dev.bochner.rff;

import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The Vector API, of the module jdk.incubator.vector. Eight accumulators of two FMAs a cycle and four cycles each keep
 * a CPU busy, and fit its registers with what they multiply: four rows by a panel of two vectors' width in a block; a row
 * alone is {@link VectorProjection}'s.
 *
 * <p><b>Layout:</b> U in panels, as there; within a vector the directions are spread as {@link VectorSinCos} reads them.
 * Projections in rows of a whole number of panels.
 *
 * <p>No other class may name this one, {@link VectorProjection} or {@link VectorSinCos}: they link only where the module
 * is, which {@link KernelChoice} looks up.
 */
final class VectorKernel implements Kernel {
    private static final VectorSpecies<Float> SPECIES = VectorSinCos.SPECIES;
    private static final int LANES = SPECIES.length();
    private static final int WIDTH = VectorProjection.WIDTH;

    /** Rows of a block whose projections are at hand at a time; a multiple of {@link #GROUP}. */
    private static final int ROWS_AT_ONCE = 16;

    private final int d;
    private final int m;
    private final float scale;
    private final VectorProjection rowAlone;
    private final float[][] panels;

    /** Length of a row of projections. */
    private final int stride;

    VectorKernel(Directions directions) {
        this.d = directions.spec().d();
        this.m = directions.spec().m();
        this.scale = directions.spec().scale();
        this.rowAlone = VectorProjection.of(directions.transposed(), VectorSinCos::lane);
        this.panels = rowAlone.panels();
        this.stride = rowAlone.stride();
    }

    /** Makes these kernels; loaded by name. */
    static final class Factory implements KernelChoice.Factory {
        @Override
        public int lanes() {
            return LANES;
        }

        @Override
        public Kernel kernelOf(Directions directions) {
            return new VectorKernel(directions);
        }

        @Override
        public Projection projectionOf(float[][] ut) {
            return VectorProjection.of(ut, IntUnaryOperator.identity());
        }
    }

    @Override
    public boolean map(float[] x, float[] out) {
        float[] z = Workspace.ofThread().z(stride);
        rowAlone.project(x, z);
        if (!inRange(z)) {
            return false;
        }
        VectorSinCos.map(z, 0, m, scale, out, 0);
        return true;
    }

    @Override
    public void mapBlock(float[] x, int rows, float[] out) {
        int most = Math.min(ROWS_AT_ONCE, (rows + GROUP - 1) / GROUP * GROUP);
        float[] z = Workspace.ofThread().z(most * stride);
        for (int row = 0; row < rows; row += most) {
            int height = Math.min(most, rows - row);
            projectBlock(x, row, height, z);
            mapProjections(z, height, out, row * 2 * m);
        }
    }

    /** The projections of some rows of x from one on, to z. The last group of rows may reach beyond them. */
    void projectBlock(float[] x, int row, int height, float[] z) {
        for (int p = 0; p < panels.length; p++) {
            for (int r = 0; r < height; r += GROUP) {
                projectGroup(panels[p], x, (row + r) * d, z, r * stride + p * WIDTH);
            }
        }
    }

    /** Columns of some rows of z, from an index of out on. */
    void mapProjections(float[] z, int height, float[] out, int to) {
        if (stride == m) {
            VectorSinCos.map(z, 0, height * m, scale, out, to);
            return;
        }
        for (int r = 0; r < height; r++) {
            VectorSinCos.map(z, r * stride, m, scale, out, to + r * 2 * m);
        }
    }

    /** Four rows of x, from an index on, by a panel: a0 and b0 become the first row's projections. */
    private void projectGroup(float[] panel, float[] x, int from, float[] z, int to) {
        int x1 = from + d;
        int x2 = x1 + d;
        int x3 = x2 + d;
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector b0 = a0;
        FloatVector a1 = a0;
        FloatVector b1 = a0;
        FloatVector a2 = a0;
        FloatVector b2 = a0;
        FloatVector a3 = a0;
        FloatVector b3 = a0;
        for (int j = 0; j < d; j++) {
            FloatVector ua = FloatVector.fromArray(SPECIES, panel, j * WIDTH);
            FloatVector ub = FloatVector.fromArray(SPECIES, panel, j * WIDTH + LANES);
            FloatVector h0 = FloatVector.broadcast(SPECIES, x[from + j]);
            a0 = h0.fma(ua, a0);
            b0 = h0.fma(ub, b0);
            FloatVector h1 = FloatVector.broadcast(SPECIES, x[x1 + j]);
            a1 = h1.fma(ua, a1);
            b1 = h1.fma(ub, b1);
            FloatVector h2 = FloatVector.broadcast(SPECIES, x[x2 + j]);
            a2 = h2.fma(ua, a2);
            b2 = h2.fma(ub, b2);
            FloatVector h3 = FloatVector.broadcast(SPECIES, x[x3 + j]);
            a3 = h3.fma(ua, a3);
            b3 = h3.fma(ub, b3);
        }
        a0.intoArray(z, to);
        b0.intoArray(z, to + LANES);
        a1.intoArray(z, to + stride);
        b1.intoArray(z, to + stride + LANES);
        a2.intoArray(z, to + 2 * stride);
        b2.intoArray(z, to + 2 * stride + LANES);
        a3.intoArray(z, to + 3 * stride);
        b3.intoArray(z, to + 3 * stride + LANES);
    }

    /** Of one row; the padding's projections are 0. */
    private boolean inRange(float[] z) {
        for (int i = 0; i < stride; i += LANES) {
            FloatVector size = FloatVector.fromArray(SPECIES, z, i).abs();
            if (!size.compare(VectorOperators.LE, SinCos.LIMIT).allTrue()) {
                return false;
            }
        }
        return true;
    }
}
