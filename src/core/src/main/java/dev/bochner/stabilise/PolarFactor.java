package dev.bochner.stabilise;

import dev.bochner.rff.LinearMap;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The orthogonal polar factor of a matrix A [rows][columns], W = U V' of the thin singular value decomposition A = U S V':
 * of all matrices with orthonormal columns (or rows, if there are more columns) the one closest to A, and the one whose
 * trace with A is largest. If A has full column rank it is A (A'A)^(-1/2).
 *
 * <p>If A has not full rank, the decomposition completes U and V, in a way that is one of many and always the same: W is
 * orthogonal all the same. <b>Bits:</b> a pure function of A, in Java's strict double arithmetic.
 *
 * <p><b>Source:</b> Higham, "Computing the polar decomposition, with applications", SIAM J. Sci. Stat. Comput. 1986;
 * Schönemann, "A generalized solution of the orthogonal Procrustes problem", Psychometrika 1966.
 */
public final class PolarFactor {
    private final RealMatrix factor;
    private final double[] singularValues;

    /** Entries within 2 to the plus or minus this are decomposed as they are: no product of two leaves the range of double. */
    private static final int ORDINARY_EXPONENT = 300;

    private PolarFactor(SingularValueDecomposition decomposition, int exponent) {
        this.factor = decomposition.getU().multiply(decomposition.getVT());
        this.singularValues = decomposition.getSingularValues();
        for (int i = 0; i < singularValues.length; i++) {
            singularValues[i] = Math.scalb(singularValues[i], exponent);
        }
    }

    /** The polar factor of a matrix, which is not kept. */
    public static PolarFactor of(double[][] a) {
        int exponent = extraordinaryExponent(a);
        double[][] scaled = exponent == 0 ? a : scaled(a, -exponent);
        return new PolarFactor(new SingularValueDecomposition(new Array2DRowRealMatrix(scaled, false)), exponent);
    }

    /** The exponent of the largest entry where it is out of the ordinary, else 0. */
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

    /** Times a power of two, which is exact; W does not depend on it. */
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

    /** Singular values of A above this share of the largest one. */
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
