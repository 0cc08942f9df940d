package dev.bochner.audit.drift;

import java.io.Serializable;

/**
 * An embedding less a mean, times a matrix with orthonormal columns, or by itself.
 *
 * <p><b>Shapes:</b> v, mean [d]; matrix [d][width]; result [width]. Immutable and thread-safe.
 */
final class Projection implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] mean;

    /** Rows of the matrix; none for the identity. */
    private final float[][] rows;

    private final int width;

    /** Takes the mean away and no more. */
    Projection(double[] mean) {
        this.mean = narrow(mean);
        this.rows = new float[0][];
        this.width = mean.length;
    }

    Projection(double[] mean, Matrix matrix) {
        this.mean = narrow(mean);
        this.rows = new float[matrix.rows()][matrix.columns()];
        this.width = matrix.columns();
        for (int j = 0; j < rows.length; j++) {
            for (int k = 0; k < width; k++) {
                rows[j][k] = (float) matrix.at(j, k);
            }
        }
    }

    private static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int j = 0; j < values.length; j++) {
            narrow[j] = (float) values[j];
        }
        return narrow;
    }

    int d() {
        return mean.length;
    }

    int width() {
        return width;
    }

    /** Writes it in float, one chain of FMAs per component, j ascending. */
    void apply(float[] v, float[] out) {
        if (rows.length == 0) {
            for (int j = 0; j < width; j++) {
                out[j] = v[j] - mean[j];
            }
            return;
        }
        float first = v[0] - mean[0];
        float[] firstRow = rows[0];
        for (int k = 0; k < width; k++) {
            out[k] = first * firstRow[k];
        }
        int j = 1;
        for (; j + 4 <= v.length; j += 4) {
            addFour(v, j, out);
        }
        for (; j < v.length; j++) {
            addOne(v[j] - mean[j], rows[j], out);
        }
    }

    private void addFour(float[] v, int j, float[] out) {
        float v0 = v[j] - mean[j];
        float v1 = v[j + 1] - mean[j + 1];
        float v2 = v[j + 2] - mean[j + 2];
        float v3 = v[j + 3] - mean[j + 3];
        float[] r0 = rows[j];
        float[] r1 = rows[j + 1];
        float[] r2 = rows[j + 2];
        float[] r3 = rows[j + 3];
        for (int k = 0; k < r0.length; k++) {
            out[k] = Math.fma(v3, r3[k], Math.fma(v2, r2[k], Math.fma(v1, r1[k], Math.fma(v0, r0[k], out[k]))));
        }
    }

    private static void addOne(float vj, float[] row, float[] out) {
        for (int k = 0; k < row.length; k++) {
            out[k] = Math.fma(vj, row[k], out[k]);
        }
    }

    /** The same in double, for embeddings whose products floats do not hold. */
    double[] inDouble(float[] v) {
        double[] out = new double[width];
        for (int j = 0; j < v.length; j++) {
            double vj = (double) v[j] - mean[j];
            if (rows.length == 0) {
                out[j] = vj;
            }
            for (int k = 0; rows.length > 0 && k < width; k++) {
                out[k] += vj * rows[j][k];
            }
        }
        return out;
    }
}
