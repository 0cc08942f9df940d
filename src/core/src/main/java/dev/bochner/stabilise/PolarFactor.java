package dev.bochner.stabilise;

import dev.bochner.rff.LinearMap;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The orthogonal polar factor of a matrix A [rows][columns], W = U V' of the thin singular value decomposition A = U S V': among
 * all matrices with orthonormal columns (or rows, if there are more columns than rows) it is the closest to A, and the one that
 * maximises the trace of W'A. If A has full column rank it is A (A'A)^(-1/2).
 *
 * <p>If A does not have full rank, W is not unique; the decomposition then completes U and V in an arbitrary but deterministic
 * way, so that W is orthogonal nevertheless. <b>Determinism:</b> W is a pure function of A, in Java's strict double arithmetic.
 *
 * <p><b>Source:</b> Higham, "Computing the polar decomposition, with applications", SIAM J. Sci. Stat. Comput. 1986;
 * Schönemann, "A generalized solution of the orthogonal Procrustes problem", Psychometrika 1966.
 */
public final class PolarFactor {
    private final RealMatrix factor;
    private final double[] singularValues;

    /**
     * Matrices whose largest entry lies within 2 to the plus or minus this power are decomposed unscaled, because no product of
     * two entries leaves the range of double.
     */
    private static final int ORDINARY_EXPONENT = 300;

    private PolarFactor(SingularValueDecomposition decomposition, int exponent) {
        this.factor = decomposition.getU().multiply(decomposition.getVT());
        this.singularValues = decomposition.getSingularValues();
        for (int i = 0; i < singularValues.length; i++) {
            singularValues[i] = Math.scalb(singularValues[i], exponent);
        }
    }

    /** Computes the polar factor of a matrix, to which no reference is kept. */
    public static PolarFactor of(double[][] a) {
        int exponent = extraordinaryExponent(a);
        double[][] scaled = exponent == 0 ? a : scaled(a, -exponent);
        return new PolarFactor(new SingularValueDecomposition(new Array2DRowRealMatrix(scaled, false)), exponent);
    }

    /** Returns the exponent of the largest entry if the matrix has to be scaled, else 0. */
    private static int extraordinaryExponent(double[][] a) {
        double largest = 0;
        for (double[] row : a) {
            for (double entry : row) {
                largest = Math.max(largest, Math.abs(entry));
            }
        }
        int exponent = Math.getExponent(largest);
        return largest == 0 || Math.abs(exponent) <= ORDINARY_EXPONENT ? 0 : exponent;
    }

    /** Multiplies a matrix by a power of two, which is exact and does not change W. */
    private static double[][] scaled(double[][] a, int exponent) {
        double[][] scaled = new double[a.length][];
        for (int j = 0; j < a.length; j++) {
            scaled[j] = new double[a[j].length];
            for (int k = 0; k < a[j].length; k++) {
                scaled[j][k] = Math.scalb(a[j][k], exponent);
            }
        }
        return scaled;
    }

    /** W [rows][columns], a copy. */
    public double[][] matrix() {
        return factor.getData();
    }

    /** W, rounded to float32. */
    public LinearMap map() {
        float[][] w = new float[factor.getRowDimension()][factor.getColumnDimension()];
        for (int j = 0; j < w.length; j++) {
            for (int k = 0; k < w[j].length; k++) {
                w[j][k] = (float) factor.getEntry(j, k);
            }
        }
        return LinearMap.of(w);
    }

    /** Returns the number of singular values of A above the given share of the largest one. */
    int rank(double tolerance) {
        int rank = 0;
        for (double value : singularValues) {
            rank += value > tolerance * singularValues[0] ? 1 : 0;
        }
        return rank;
    }

    double largestSingularValue() {
        return singularValues[0];
    }

    double smallestSingularValue() {
        return singularValues[singularValues.length - 1];
    }

    /** Sum of the singular values, which is the trace of W'A. */
    double nuclearNorm() {
        double sum = 0.0;
        for (double value : singularValues) {
            sum += value;
        }
        return sum;
    }
}
