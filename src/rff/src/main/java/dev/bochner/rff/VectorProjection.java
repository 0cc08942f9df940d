package dev.bochner.rff;

import java.util.function.IntUnaryOperator;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Projections of one x by the Vector API: one row by four panels, which are eight accumulators of two FMAs a cycle.
 *
 * <p><b>Layout:</b> the directions in panels [d][{@link #WIDTH}], padded with directions of zeros.
 */
final class VectorProjection implements Projection {
    private static final VectorSpecies<Float> SPECIES = VectorSinCos.SPECIES;
    private static final int LANES = SPECIES.length();

    /** Directions of a panel. */
    static final int WIDTH = 2 * LANES;

    private static final int PANELS_AT_ONCE = 4;

    private final int d;
    private final float[][] panels;

    private VectorProjection(int d, float[][] panels) {
        this.d = d;
        this.panels = panels;
    }

    /**
     * That of some directions.
     *
     * @param ut their transpose [d][m]
     * @param lane where in a panel its i-th direction stands, and its projection afterwards
     */
    static VectorProjection of(float[][] ut, IntUnaryOperator lane) {
        int m = ut[0].length;
        float[][] panels = new float[(m + WIDTH - 1) / WIDTH][ut.length * WIDTH];
        for (int i = 0; i < m; i++) {
            float[] panel = panels[i / WIDTH];
            int place = lane.applyAsInt(i % WIDTH);
            for (int j = 0; j < ut.length; j++) {
                panel[j * WIDTH + place] = ut[j][i];
            }
        }
        return new VectorProjection(ut.length, panels);
    }

    @Override
    public int stride() {
        return panels.length * WIDTH;
    }

    /** The panels themselves, not to be written. */
    float[][] panels() {
        return panels;
    }

    @Override
    public void project(float[] x, float[] z) {
        int p = 0;
        for (; p + PANELS_AT_ONCE <= panels.length; p += PANELS_AT_ONCE) {
            projectByFour(x, p, z);
        }
        for (; p < panels.length; p++) {
            projectByOne(x, p, z);
        }
    }

    /** One x by four panels from p on: a0 and b0 become the first panel's projections. */
    private void projectByFour(float[] x, int p, float[] z) {
        float[] u0 = panels[p];
        float[] u1 = panels[p + 1];
        float[] u2 = panels[p + 2];
        float[] u3 = panels[p + 3];
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector b0 = a0;
        FloatVector a1 = a0;
        FloatVector b1 = a0;
        FloatVector a2 = a0;
        FloatVector b2 = a0;
        FloatVector a3 = a0;
        FloatVector b3 = a0;
        for (int j = 0; j < d; j++) {
            FloatVector h = FloatVector.broadcast(SPECIES, x[j]);
            a0 = h.fma(FloatVector.fromArray(SPECIES, u0, j * WIDTH), a0);
            b0 = h.fma(FloatVector.fromArray(SPECIES, u0, j * WIDTH + LANES), b0);
            a1 = h.fma(FloatVector.fromArray(SPECIES, u1, j * WIDTH), a1);
            b1 = h.fma(FloatVector.fromArray(SPECIES, u1, j * WIDTH + LANES), b1);
            a2 = h.fma(FloatVector.fromArray(SPECIES, u2, j * WIDTH), a2);
            b2 = h.fma(FloatVector.fromArray(SPECIES, u2, j * WIDTH + LANES), b2);
            a3 = h.fma(FloatVector.fromArray(SPECIES, u3, j * WIDTH), a3);
            b3 = h.fma(FloatVector.fromArray(SPECIES, u3, j * WIDTH + LANES), b3);
        }
        int to = p * WIDTH;
        a0.intoArray(z, to);
        b0.intoArray(z, to + LANES);
        a1.intoArray(z, to + WIDTH);
        b1.intoArray(z, to + WIDTH + LANES);
        a2.intoArray(z, to + 2 * WIDTH);
        b2.intoArray(z, to + 2 * WIDTH + LANES);
        a3.intoArray(z, to + 3 * WIDTH);
        b3.intoArray(z, to + 3 * WIDTH + LANES);
    }

    private void projectByOne(float[] x, int p, float[] z) {
        float[] u = panels[p];
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        for (int j = 0; j < d; j++) {
            FloatVector h = FloatVector.broadcast(SPECIES, x[j]);
            a = h.fma(FloatVector.fromArray(SPECIES, u, j * WIDTH), a);
            b = h.fma(FloatVector.fromArray(SPECIES, u, j * WIDTH + LANES), b);
        }
        a.intoArray(z, p * WIDTH);
        b.intoArray(z, p * WIDTH + LANES);
    }
}
