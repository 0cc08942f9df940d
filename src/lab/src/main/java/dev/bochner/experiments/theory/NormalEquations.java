package dev.bochner.experiments.theory;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Least squares of y on x [d] without an intercept, from sums alone: X'X [d][d] and X'y [d]. */
final class NormalEquations {
    private final double[][] squares;
    private final double[] products;

    NormalEquations(int d) {
        squares = new double[d][d];
        products = new double[d];
    }

    void add(double[] x, double y) {
        for (int i = 0; i < x.length; i++) {
            double xi = x[i];
            double[] row = squares[i];
            for (int j = 0; j <= i; j++) {
                row[j] += xi * x[j];
            }
            products[i] += xi * y;
        }
    }

    /**
     * The solution that uses the first k components only; the others are 0.
     *
     * @return [d]
     * @throws org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException if there are too few samples for k
     */
    double[] solve(int k) {
        RealMatrix matrix = new Array2DRowRealMatrix(k, k);
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                matrix.setEntry(i, j, squares[i][j]);
                matrix.setEntry(j, i, squares[i][j]);
            }
        }
        double[] solution = new CholeskyDecomposition(matrix)
                .getSolver()
                .solve(new ArrayRealVector(products).getSubVector(0, k))
                .toArray();
        double[] all = new double[products.length];
        System.arraycopy(solution, 0, all, 0, k);
        return all;
    }
}
