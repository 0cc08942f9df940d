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

    private PolarFactor(SingularValueDecomposition decomposition) {
        this.factor = decomposition.getU().multiply(decomposition.getVT());
        this.singularValues = decomposition.getSingularValues();
    }

    /** That of a matrix, which it does not keep. */
    public static PolarFactor of(double[][] a) {
        return new PolarFactor(new SingularValueDecomposition(new Array2DRowRealMatrix(a, false)));
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
