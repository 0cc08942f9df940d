package dev.bochner.rff;

import java.io.Serializable;
import java.util.Arrays;

/**
 * A stabiliser's linear map W of one day, x to x W: what makes the embeddings of one training comparable with those of
 * another.
 *
 * <p><b>Shapes:</b> x [rows], result [columns], W [rows][columns], float32. <b>Bits:</b> each component of the result is
 * one chain of float FMAs over the rows, ascending, that starts from 0, as projections on U are; the same everywhere.
 * Immutable and thread-safe.
 */
public final class LinearMap implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Half of the largest float32, which leaves room for roundings. */
    private static final double LIMIT = 0x1p127;

    private final float[][] w;
    private final double safeSquaredNorm;

    private LinearMap(float[][] w) {
        this.w = w;
        this.safeSquaredNorm = safeSquaredNorm(w);
    }

    /**
     * The map of a matrix, of which it takes a copy.
     *
     * @param w [rows][columns], both at least 1
     * @throws IllegalArgumentException if it has no elements, rows of different lengths, or an element that is not finite
     */
    public static LinearMap of(float[][] w) {
        if (w.length == 0 || w[0].length == 0) {
            throw new IllegalArgumentException("W has no elements, expected one or more rows and columns");
        }
        float[][] copy = new float[w.length][];
        for (int j = 0; j < w.length; j++) {
            copy[j] = w[j].clone();
            if (w[j].length != w[0].length) {
                throw new IllegalArgumentException(
                        "Row " + j + " of W has length " + w[j].length + ", expected " + w[0].length);
            }
            for (float element : copy[j]) {
                if (!Float.isFinite(element)) {
                    throw new IllegalArgumentException(
                            "Row " + j + " of W holds " + element + ", expected finite numbers");
                }
            }
        }
        return new LinearMap(copy);
    }

    /** By Cauchy and Schwarz a component is at most the norm of x times that of a column. */
    private static double safeSquaredNorm(float[][] w) {
        double longest = 0.0;
        for (int k = 0; k < w[0].length; k++) {
            double s = 0.0;
            for (float[] row : w) {
                s += (double) row[k] * (double) row[k];
            }
            longest = Math.max(longest, s);
        }
        return longest == 0.0 ? Double.MAX_VALUE : LIMIT * LIMIT / longest;
    }

    /** The map that changes nothing, not even a bit of a number that is not -0. */
    public static LinearMap identity(int d) {
        float[][] w = new float[d][d];
        for (int j = 0; j < d; j++) {
            w[j][j] = 1;
        }
        return of(w);
    }

    /** Length of what it takes. */
    public int rows() {
        return w.length;
    }

    /** Length of what it gives. */
    public int columns() {
        return w[0].length;
    }

    /** W_jk. */
    public float element(int j, int k) {
        return w[j][k];
    }

    /** A copy of row j [columns]. */
    public float[] row(int j) {
        return w[j].clone();
    }

    /**
     * Writes x W.
     *
     * @param x [rows]
     * @param out [columns], another array
     * @throws IllegalArgumentException if a length is wrong
     */
    public void apply(float[] x, float[] out) {
        if (x.length != rows() || out.length != columns()) {
            throw new IllegalArgumentException("Lengths of x and out are " + x.length + " and " + out.length
                    + ", expected " + rows() + " and " + columns());
        }
        new LoopProjection(w).project(x, out);
    }

    /** W itself [rows][columns]: not a copy, not to be written. */
    float[][] matrix() {
        return w;
    }

    /** A squared norm of x up to which no component of x W overflows. */
    double safeSquaredNorm() {
        return safeSquaredNorm;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinearMap map && Arrays.deepEquals(w, map.w);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(w);
    }

    @Override
    public String toString() {
        return "linear map " + rows() + " -> " + columns();
    }
}
