package dev.bochner.audit.drift;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums over pairs (x, y) of one item's embeddings today and the day before: n, sum x, sum y, A = X'X, B = Y'Y, C = X'Y,
 * and sum (x_j - y_j)^2.
 *
 * <p><b>Shapes:</b> x, y [d]; 3 d^2 + 19 d doubles whatever n. Not for several threads.
 *
 * <p><b>Error:</b> products of floats are exact in double, so each sum is within n 2^-53 of the sum of its terms' sizes,
 * relative to it; sums gathered in parts and then added lose less. Centring takes n mean mean' away: for embeddings of
 * norm 1 a centred sum is off by n^2 2^-52 at worst and some n 2^-50 in fact, which is 1e-13 of the variance of
 * embeddings that fill their space, and all of it where the variance is below 1e-11 of the squared norm: {@link Scatter}
 * calls that none. The change between the days is summed on its own and loses nothing to cancellation.
 *
 * <p><b>Speed:</b> pairs are gathered in blocks of {@value #BLOCK} rows and added as one update of that rank, along
 * rows, which C2 makes vectors of; of A and B the upper triangle only.
 */
public final class Moments implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Rows added at once: each sum is read and written once for so many products. */
    private static final int BLOCK = 8;

    private final int d;
    private final double[][] x;
    private final double[][] y;
    private final double[] sumX;
    private final double[] sumY;
    private final double[] change;

    /** A and B: the upper triangle. */
    private final double[][] xx;

    private final double[][] yy;
    private final double[][] xy;
    private long n;
    private int waiting;

    /** @throws IllegalArgumentException if d is not positive */
    public Moments(int d) {
        if (d < 1) {
            throw new IllegalArgumentException("d is " + d + ", expected 1 or more");
        }
        this.d = d;
        this.x = new double[BLOCK][d];
        this.y = new double[BLOCK][d];
        this.sumX = new double[d];
        this.sumY = new double[d];
        this.change = new double[d];
        this.xx = new double[d][d];
        this.yy = new double[d][d];
        this.xy = new double[d][d];
    }

    /**
     * Adds a pair; x and y are free to be overwritten afterwards.
     *
     * @throws IllegalArgumentException if x or y has not length d
     */
    public void add(float[] aX, float[] aY) {
        if (aX.length != d || aY.length != d) {
            throw new IllegalArgumentException(
                    "Dimensions of the pair are " + aX.length + " and " + aY.length + ", expected " + d);
        }
        widen(aX, x[waiting]);
        widen(aY, y[waiting]);
        n++;
        if (++waiting == BLOCK) {
            addBlock();
        }
    }

    /**
     * Adds what another one gathered.
     *
     * @throws IllegalArgumentException if it is of another d
     */
    public void add(Moments other) {
        if (other.d != d) {
            throw new IllegalArgumentException("d of the other moments is " + other.d + ", expected " + d);
        }
        flush();
        other.flush();
        n += other.n;
        add(sumX, other.sumX);
        add(sumY, other.sumY);
        add(change, other.change);
        for (int j = 0; j < d; j++) {
            add(xx[j], other.xx[j]);
            add(yy[j], other.yy[j]);
            add(xy[j], other.xy[j]);
        }
    }

    private static void add(double[] into, double[] from) {
        for (int i = 0; i < into.length; i++) {
            into[i] += from[i];
        }
    }

    public int d() {
        return d;
    }

    /** Pairs added. */
    public long n() {
        return n;
    }

    double sumX(int j) {
        flush();
        return sumX[j];
    }

    double sumY(int j) {
        flush();
        return sumY[j];
    }

    /** A_ij, not centred. */
    double xx(int i, int j) {
        flush();
        return i <= j ? xx[i][j] : xx[j][i];
    }

    /** B_ij, not centred. */
    double yy(int i, int j) {
        flush();
        return i <= j ? yy[i][j] : yy[j][i];
    }

    /** C_ij, not centred. */
    double xy(int i, int j) {
        flush();
        return xy[i][j];
    }

    /** |X - Y|^2, not centred. */
    double change() {
        flush();
        double sum = 0.0;
        for (double part : change) {
            sum += part;
        }
        return sum;
    }

    /** Adds the rows that wait; those that are not there count as zeros, which change nothing. */
    private void flush() {
        if (waiting > 0) {
            for (int row = waiting; row < BLOCK; row++) {
                Arrays.fill(x[row], 0.0);
                Arrays.fill(y[row], 0.0);
            }
            addBlock();
        }
    }

    private void addBlock() {
        waiting = 0;
        for (int row = 0; row < BLOCK; row++) {
            add(sumX, x[row]);
            add(sumY, y[row]);
            addSquares(x[row], y[row], change);
        }
        for (int i = 0; i < d; i++) {
            addProducts(x, i, x, i, xx[i]);
            addProducts(y, i, y, i, yy[i]);
            addProducts(x, i, y, 0, xy[i]);
        }
    }

    private static void widen(float[] from, double[] to) {
        for (int j = 0; j < from.length; j++) {
            to[j] = from[j];
        }
    }

    private static void addSquares(double[] x, double[] y, double[] squares) {
        for (int j = 0; j < squares.length; j++) {
            double difference = x[j] - y[j];
            squares[j] += difference * difference;
        }
    }

    /** Column i of the rows on the left by columns from one on of those on the right. */
    private static void addProducts(double[][] left, int i, double[][] right, int from, double[] sums) {
        double a0 = left[0][i];
        double a1 = left[1][i];
        double a2 = left[2][i];
        double a3 = left[3][i];
        double a4 = left[4][i];
        double a5 = left[5][i];
        double a6 = left[6][i];
        double a7 = left[7][i];
        double[] r0 = right[0];
        double[] r1 = right[1];
        double[] r2 = right[2];
        double[] r3 = right[3];
        double[] r4 = right[4];
        double[] r5 = right[5];
        double[] r6 = right[6];
        double[] r7 = right[7];
        for (int j = from; j < sums.length; j++) {
            double low = Math.fma(a3, r3[j], Math.fma(a2, r2[j], Math.fma(a1, r1[j], a0 * r0[j])));
            double high = Math.fma(a7, r7[j], Math.fma(a6, r6[j], Math.fma(a5, r5[j], a4 * r4[j])));
            sums[j] += low + high;
        }
    }
}
