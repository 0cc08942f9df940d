package dev.bochner.audit.drift;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Centred sums: A = X'X, B = Y'Y, C = X'Y with the means taken out, each [d][d]. A day whose variance is below {@value
 * #NO_VARIANCE} of its squared norm counts as having none, and its sums are zero: what is left there is rounding (see
 * {@link Moments}).
 */
final class Scatter {
    /** Variance over squared norm below which embeddings are one point. */
    private static final double NO_VARIANCE = 1e-11;

    private final long n;
    private final double[] meanX;
    private final double[] meanY;
    private final RealMatrix a;
    private final RealMatrix b;
    private final RealMatrix c;
    private final double change;

    /** @throws IllegalArgumentException if there are no pairs */
    Scatter(Moments moments) {
        if (moments.n() < 1) {
            throw new IllegalArgumentException("There are no pairs, expected 1 or more");
        }
        int d = moments.d();
        this.n = moments.n();
        this.meanX = new double[d];
        this.meanY = new double[d];
        for (int j = 0; j < d; j++) {
            meanX[j] = moments.sumX(j) / n;
            meanY[j] = moments.sumY(j) / n;
        }
        boolean xVaries = varies(d, meanX, moments::xx);
        boolean yVaries = varies(d, meanY, moments::yy);
        this.a = centred(xVaries, meanX, meanX, moments::xx);
        this.b = centred(yVaries, meanY, meanY, moments::yy);
        this.c = centred(xVaries && yVaries, meanX, meanY, moments::xy);
        this.change = centredChange(moments, xVaries || yVaries);
    }

    /** Component ij of a sum of products. */
    private interface Sums {
        double at(int i, int j);
    }

    private boolean varies(int d, double[] mean, Sums sums) {
        double raw = 0.0;
        double centred = 0.0;
        for (int j = 0; j < d; j++) {
            raw += sums.at(j, j);
            centred += sums.at(j, j) - n * mean[j] * mean[j];
        }
        return n > 1 && centred > NO_VARIANCE * raw;
    }

    private RealMatrix centred(boolean varies, double[] left, double[] right, Sums sums) {
        int d = left.length;
        double[][] values = new double[d][d];
        for (int i = 0; varies && i < d; i++) {
            for (int j = 0; j < d; j++) {
                // The two means first: A and B stay symmetric to the bit.
                values[i][j] = sums.at(i, j) - n * (left[i] * right[j]);
            }
        }
        return new Array2DRowRealMatrix(values, false);
    }

    private double centredChange(Moments moments, boolean varies) {
        double shift = 0.0;
        for (int j = 0; j < meanX.length; j++) {
            double move = meanX[j] - meanY[j];
            shift += move * move;
        }
        return varies ? Math.max(0.0, moments.change() - n * shift) : 0.0;
    }

    long n() {
        return n;
    }

    int d() {
        return meanX.length;
    }

    double[] meanX() {
        return meanX;
    }

    double[] meanY() {
        return meanY;
    }

    RealMatrix a() {
        return a;
    }

    RealMatrix b() {
        return b;
    }

    RealMatrix c() {
        return c;
    }

    /** tr A + tr B: the squared norm of both days around their means. */
    double total() {
        return a.getTrace() + b.getTrace();
    }

    /** |X - Y|^2 around the means. */
    double change() {
        return change;
    }

    /** Of C = U S V', its singular values descending. */
    SingularValueDecomposition decomposition() {
        return new SingularValueDecomposition(c);
    }

    /** Sum of singular values. */
    static double nuclearNorm(SingularValueDecomposition decomposition) {
        double sum = 0.0;
        for (double value : decomposition.getSingularValues()) {
            sum += value;
        }
        return sum;
    }
}
