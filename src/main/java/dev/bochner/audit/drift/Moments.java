package dev.bochner.audit.drift;

import java.io.Serializable;

/**
 * Sums over pairs (x, y) of one item's embeddings today and the day before: n, sum x, sum y, A = X'X, B = Y'Y, C = X'Y.
 *
 * <p><b>Shapes:</b> x, y [d]; 3 d^2 + 2 d doubles whatever n. Not for several threads.
 */
public final class Moments implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int d;
    private final double[] sumX;
    private final double[] sumY;
    private final double[] xx;
    private final double[] yy;
    private final double[] xy;
    private long n;

    public Moments(int d) {
        this.d = d;
        this.sumX = new double[d];
        this.sumY = new double[d];
        this.xx = new double[d * d];
        this.yy = new double[d * d];
        this.xy = new double[d * d];
    }

    /** Adds a pair. */
    public void add(float[] x, float[] y) {
        n++;
        for (int i = 0; i < d; i++) {
            sumX[i] += x[i];
            sumY[i] += y[i];
            for (int j = 0; j < d; j++) {
                xx[i * d + j] += (double) x[i] * x[j];
                yy[i * d + j] += (double) y[i] * y[j];
                xy[i * d + j] += (double) x[i] * y[j];
            }
        }
    }

    /** Adds what another one gathered. */
    public void add(Moments other) {
        n += other.n;
        add(sumX, other.sumX);
        add(sumY, other.sumY);
        add(xx, other.xx);
        add(yy, other.yy);
        add(xy, other.xy);
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
}
