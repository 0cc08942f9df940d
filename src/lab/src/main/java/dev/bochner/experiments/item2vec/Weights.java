package dev.bochner.experiments.item2vec;

import java.util.SplittableRandom;

/**
 * A matrix of trained weights, with the gradient of the current batch and the rows for which it is not 0.
 *
 * <p><b>Shapes:</b> [rows][d], in one array.
 */
final class Weights {
    private final int d;
    private final float[] values;
    private final float[] gradient;
    private final boolean[] isTouched;
    private final int[] touched;
    private int touchedCount;

    /** A matrix of zeros. */
    Weights(int rows, int d) {
        this.d = d;
        this.values = new float[Math.multiplyExact(rows, d)];
        this.gradient = new float[values.length];
        this.isTouched = new boolean[rows];
        this.touched = new int[rows];
    }

    /** A matrix of independent values from N(0, 1/d), as in section 3 of the paper. */
    static Weights gaussian(int rows, int d, SplittableRandom random) {
        Weights weights = new Weights(rows, d);
        double sd = 1 / Math.sqrt(d);
        for (int i = 0; i < weights.values.length; i++) {
            weights.values[i] = (float) (sd * random.nextGaussian());
        }
        return weights;
    }

    /** Length of a row. */
    int d() {
        return d;
    }

    /** All values, row by row; not a copy. */
    float[] values() {
        return values;
    }

    /** The gradient of all values, which the optimiser resets to 0. */
    float[] gradient() {
        return gradient;
    }

    /** Notes that the gradient of a row is not 0. */
    void touch(int row) {
        if (!isTouched[row]) {
            isTouched[row] = true;
            touched[touchedCount++] = row;
        }
    }

    int touchedCount() {
        return touchedCount;
    }

    /** Index of the i-th touched row. */
    int touched(int i) {
        return touched[i];
    }

    void forgetTouched() {
        for (int i = 0; i < touchedCount; i++) {
            isTouched[touched[i]] = false;
        }
        touchedCount = 0;
    }

    /** A copy of the rows. */
    float[][] rows() {
        float[][] rows = new float[isTouched.length][d];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, i * d, rows[i], 0, d);
        }
        return rows;
    }
}
