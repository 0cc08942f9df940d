package dev.bochner.stabilise;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;

/** Random directions and rotations. */
final class Points {
    private Points() {}

    static double[] gaussian(int d, Random random) {
        double[] v = new double[d];
        for (int j = 0; j < d; j++) {
            v[j] = random.nextGaussian();
        }
        return v;
    }

    static double[] unit(int d, Random random) {
        double[] v = gaussian(d, random);
        double norm = Math.sqrt(dot(v, v));
        for (int j = 0; j < d; j++) {
            v[j] /= norm;
        }
        return v;
    }

    /**
     * An orthogonal matrix, by Gram and Schmidt.
     *
     * @param determinant 1 for a rotation, -1 for a reflection
     */
    static double[][] orthogonal(int d, int determinant, Random random) {
        double[][] r = new double[d][];
        for (int i = 0; i < d; i++) {
            r[i] = gaussian(d, random);
            // Twice is enough to be orthogonal to the last bits.
            for (int turn = 0; turn < 2; turn++) {
                for (int before = 0; before < i; before++) {
                    subtract(r[i], dot(r[i], r[before]), r[before]);
                }
                double norm = Math.sqrt(dot(r[i], r[i]));
                for (int j = 0; j < d; j++) {
                    r[i][j] /= norm;
                }
            }
        }
        if (determinant(r) * determinant < 0) {
            for (int j = 0; j < d; j++) {
                r[0][j] = -r[0][j];
            }
        }
        return r;
    }

    private static void subtract(double[] from, double factor, double[] v) {
        for (int j = 0; j < v.length; j++) {
            from[j] -= factor * v[j];
        }
    }

    static double determinant(double[][] a) {
        return new LUDecomposition(new Array2DRowRealMatrix(a)).getDeterminant();
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /** x A, as a row. */
    static double[] times(double[] x, double[][] a) {
        double[] y = new double[a[0].length];
        for (int j = 0; j < x.length; j++) {
            for (int k = 0; k < y.length; k++) {
                y[k] += x[j] * a[j][k];
            }
        }
        return y;
    }

    static double[][] transposed(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int j = 0; j < a.length; j++) {
            for (int k = 0; k < t.length; k++) {
                t[k][j] = a[j][k];
            }
        }
        return t;
    }

    static double[] widen(float[] v) {
        double[] wide = new double[v.length];
        for (int j = 0; j < v.length; j++) {
            wide[j] = v[j];
        }
        return wide;
    }

    static float[] narrow(double[] v) {
        float[] narrow = new float[v.length];
        for (int j = 0; j < v.length; j++) {
            narrow[j] = (float) v[j];
        }
        return narrow;
    }
}
