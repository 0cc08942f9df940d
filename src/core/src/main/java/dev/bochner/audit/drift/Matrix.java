package dev.bochner.audit.drift;

import java.util.Arrays;

/**
 * A dense matrix of doubles, in columns as LAPACK takes it. Each element of a product is one chain of FMAs: the same bits on
 * every machine.
 *
 * <p><b>Speed:</b> some 8 GFLOP/s: 0.25 s for a product at 1024 x 1024.
 */
final class Matrix {
    /** Rows of a product that are computed together. */
    private static final int TILE = 64;

    private final int rows;
    private final double[][] columns;

    private Matrix(int rows, double[][] columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** The value of row i and column j. */
    interface Entries {
        double at(int i, int j);
    }

    static Matrix zeros(int rows, int columns) {
        return new Matrix(rows, new double[columns][rows]);
    }

    static Matrix of(int rows, int columns, Entries entries) {
        Matrix matrix = zeros(rows, columns);
        for (int j = 0; j < columns; j++) {
            double[] column = matrix.columns[j];
            for (int i = 0; i < rows; i++) {
                column[i] = entries.at(i, j);
            }
        }
        return matrix;
    }

    /** Of an array that holds columns one after the other. */
    static Matrix of(int rows, int columns, double[] values) {
        return of(rows, columns, (i, j) -> values[j * rows + i]);
    }

    /** The values, column by column; a new array. */
    double[] values() {
        double[] values = new double[rows * columns.length];
        for (int j = 0; j < columns.length; j++) {
            System.arraycopy(columns[j], 0, values, j * rows, rows);
        }
        return values;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns.length;
    }

    double at(int i, int j) {
        return columns[j][i];
    }

    double trace() {
        double trace = 0.0;
        for (int i = 0; i < Math.min(rows, columns.length); i++) {
            trace += columns[i][i];
        }
        return trace;
    }

    /** The sum of the products of all entries with those of a matrix of the same shape: tr this'other. */
    double inner(Matrix other) {
        double sum = 0.0;
        for (int j = 0; j < columns.length; j++) {
            double[] some = columns[j];
            double[] others = other.columns[j];
            for (int i = 0; i < rows; i++) {
                sum += some[i] * others[i];
            }
        }
        return sum;
    }

    /** The sum of the squared differences of all entries from those of a matrix of the same shape. */
    double squaredDistance(Matrix other) {
        double sum = 0.0;
        for (int j = 0; j < columns.length; j++) {
            for (int i = 0; i < rows; i++) {
                double difference = columns[j][i] - other.columns[j][i];
                sum += difference * difference;
            }
        }
        return sum;
    }

    double frobeniusNorm() {
        return Math.sqrt(inner(this));
    }

    Matrix transposed() {
        return of(columns.length, rows, (i, j) -> at(j, i));
    }

    /** This' times another. */
    Matrix transposedTimes(Matrix other) {
        return transposed().times(other);
    }

    /** This times the other one's transpose. */
    Matrix timesTransposed(Matrix other) {
        return times(other.transposed());
    }

    Matrix times(Matrix other) {
        Matrix product = zeros(rows, other.columns.length);
        for (int from = 0; from < rows; from += TILE) {
            int to = Math.min(rows, from + TILE);
            for (int j = 0; j < other.columns.length; j++) {
                addTile(from, to, other.columns[j], product.columns[j]);
            }
        }
        return product;
    }

    /** Some rows of a column of the product: that many elements of each column here fit into a cache together. */
    private void addTile(int from, int to, double[] weights, double[] sum) {
        int k = 0;
        for (; k + 4 <= columns.length; k += 4) {
            addFour(from, to, k, weights, sum);
        }
        for (; k < columns.length; k++) {
            double[] column = columns[k];
            double weight = weights[k];
            for (int i = from; i < to; i++) {
                sum[i] = Math.fma(column[i], weight, sum[i]);
            }
        }
    }

    private void addFour(int from, int to, int k, double[] weights, double[] sum) {
        double[] c0 = columns[k];
        double[] c1 = columns[k + 1];
        double[] c2 = columns[k + 2];
        double[] c3 = columns[k + 3];
        double w0 = weights[k];
        double w1 = weights[k + 1];
        double w2 = weights[k + 2];
        double w3 = weights[k + 3];
        for (int i = from; i < to; i++) {
            sum[i] = Math.fma(c3[i], w3, Math.fma(c2[i], w2, Math.fma(c1[i], w1, Math.fma(c0[i], w0, sum[i]))));
        }
    }

    /** Row i times left(i), column j times right(j). */
    Matrix scaled(double[] left, double[] right) {
        return of(rows, columns.length, (i, j) -> left[i] * at(i, j) * right[j]);
    }

    /** The first columns; shares their values. */
    Matrix head(int count) {
        return new Matrix(rows, Arrays.copyOf(columns, count));
    }
}
