package dev.bochner.stabilise;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The sum of x'y over pairs of unit vectors, C = X'Y, that depends neither on the order of the pairs nor on how they were
 * divided among tasks: each product is rounded to a multiple of 2^-32, and what is summed are integers.
 *
 * <p><b>Shapes:</b> x, y [d], C [d][d]; 2 d^2 + 16 d numbers of memory for every n. Not thread-safe.
 *
 * <p><b>Error:</b> each entry is within n 2^-33 of the exact sum, and typically within sqrt(n) 2^-34. <b>Limit:</b>
 * {@value #MOST_PAIRS} pairs.
 *
 * <p><b>Arithmetic:</b> fma(x_i, y_j, B) with B = 1.5 2^20 lies between 2^20 and 2^21, where doubles are multiples of
 * 2^-32: it is B plus the product, rounded once, to nearest, ties to even. With -B the product is rounded likewise, so
 * that the sum of one such number and the other is that of two rounded products, and exact. The sums of up to 2^20 pairs
 * need 53 bits at most, and are doubles; then they are carried into longs.
 */
final class ExactProducts implements Serializable {
    /** The largest number of products whose sum is sure not to overflow a long. */
    static final long MOST_PAIRS = Integer.MAX_VALUE;

    private static final long serialVersionUID = 1L;

    /** The constant B of the class's description. */
    private static final double ROUNDER = 0x1.8p20;

    /** Number of units of 2^-32 in 1. */
    private static final double UNITS = 0x1p32;

    /** Number of pairs whose products doubles sum exactly. */
    private static final int CARRY = 1 << 20;

    /** Number of pairs that are added together: a multiple of four that divides CARRY. Larger blocks were not faster. */
    private static final int BLOCK = 8;

    private final int d;

    /** The part of C [d][d] that was carried out of the doubles, in units of 2^-32. */
    private final long[][] carried;

    private transient double[][] sums;

    /** The pairs of the current block, [BLOCK][d] each. */
    private transient double[][] xs;

    private transient double[][] ys;
    private transient int waiting;

    /** Number of pairs summed in the doubles. */
    private transient int summed;

    private long n;

    ExactProducts(int d) {
        this.d = d;
        this.carried = new long[d][d];
        this.sums = new double[d][d];
        this.xs = new double[BLOCK][d];
        this.ys = new double[BLOCK][d];
    }

    /**
     * Adds a pair of unit vectors [d]; both arrays may be overwritten afterwards.
     *
     * @throws IllegalArgumentException if there are {@value #MOST_PAIRS} pairs already
     */
    void add(double[] x, double[] y) {
        count(1);
        System.arraycopy(x, 0, xs[waiting], 0, d);
        System.arraycopy(y, 0, ys[waiting], 0, d);
        if (++waiting == BLOCK) {
            addBlock();
        }
    }

    /** Adds the sums of another object with the same d. */
    void add(ExactProducts other) {
        count(other.n);
        carry();
        other.carry();
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                carried[i][j] += other.carried[i][j];
            }
        }
    }

    private void count(long more) {
        if (n > MOST_PAIRS - more) {
            throw new IllegalArgumentException(
                    "There are " + n + " pairs and " + more + " more, expected at most " + MOST_PAIRS);
        }
        n += more;
    }

    /** Number of pairs added. */
    long n() {
        return n;
    }

    /** C [d][d]; a new array. Sums over 2^21 are rounded to 53 bits. */
    double[][] sums() {
        carry();
        double[][] c = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                c[i][j] = carried[i][j] / UNITS;
            }
        }
        return c;
    }

    /** Moves all sums from the doubles to the longs. */
    private void carry() {
        if (waiting > 0) {
            // Missing rows of the last block are zeros, which do not change the sums.
            for (int row = waiting; row < BLOCK; row++) {
                Arrays.fill(xs[row], 0.0);
                Arrays.fill(ys[row], 0.0);
            }
            addBlock();
        }
        for (int i = 0; i < d; i++) {
            carryRow(sums[i], carried[i]);
        }
        summed = 0;
    }

    private static void carryRow(double[] from, long[] to) {
        for (int j = 0; j < to.length; j++) {
            to[j] += (long) (from[j] * UNITS);
            from[j] = 0.0;
        }
    }

    private void addBlock() {
        waiting = 0;
        for (int i = 0; i < d; i++) {
            addProducts(i, sums[i]);
        }
        summed += BLOCK;
        if (summed == CARRY) {
            carry();
        }
    }

    /**
     * Adds component i of each x times its y. Four rows are processed at a time, in a form that the C2 compiler vectorises, as in
     * the audit's moments.
     */
    private void addProducts(int i, double[] to) {
        for (int row = 0; row < BLOCK; row += 4) {
            double[] y0 = ys[row];
            double[] y1 = ys[row + 1];
            double[] y2 = ys[row + 2];
            double[] y3 = ys[row + 3];
            double x0 = xs[row][i];
            double x1 = xs[row + 1][i];
            double x2 = xs[row + 2][i];
            double x3 = xs[row + 3][i];
            for (int j = 0; j < to.length; j++) {
                double first = Math.fma(x0, y0[j], ROUNDER) + Math.fma(x1, y1[j], -ROUNDER);
                double second = Math.fma(x2, y2[j], ROUNDER) + Math.fma(x3, y3[j], -ROUNDER);
                to[j] += first + second;
            }
        }
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        carry();
        out.defaultWriteObject();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        sums = new double[d][d];
        xs = new double[BLOCK][d];
        ys = new double[BLOCK][d];
    }
}
