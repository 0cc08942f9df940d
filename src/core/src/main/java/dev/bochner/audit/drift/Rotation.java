package dev.bochner.audit.drift;

import java.io.Serializable;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * The rotation or reflection R that brings today's embeddings closest to those of the day before, once both means are
 * taken out: R = U V' of the singular value decomposition C = U S V' minimises |X R - Y|.
 *
 * <p><b>Shapes:</b> x, y, out [d]; R [d][d], orthogonal. <b>Error:</b> R is orthogonal within some d 2^-24, since it is
 * applied in float. Where C has not full rank (fewer than d + 1 items, a dead dimension, a collapsed day) R is one of
 * several that are equally close. Immutable and thread-safe.
 *
 * <p><b>Source:</b> Schönemann, "A generalized solution of the orthogonal Procrustes problem", Psychometrika 1966.
 */
public final class Rotation implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] meanX;
    private final float[] meanY;
    private final float[][] r;

    private Rotation(Scatter scatter) {
        SingularValueDecomposition decomposition = scatter.decomposition();
        RealMatrix product = decomposition.getU().multiply(decomposition.getVT());
        int d = scatter.d();
        this.meanX = narrow(scatter.meanX());
        this.meanY = narrow(scatter.meanY());
        this.r = new float[d][];
        for (int j = 0; j < d; j++) {
            r[j] = narrow(product.getRow(j));
        }
    }

    /**
     * The rotation between two days.
     *
     * @throws IllegalArgumentException if there are no pairs
     */
    public static Rotation of(Moments moments) {
        return new Rotation(new Scatter(moments));
    }

    /**
     * The rotation between the two days of a pool.
     *
     * @throws IllegalArgumentException if the pool is empty
     */
    public static Rotation of(SampledPairs pairs) {
        return of(pairs.moments());
    }

    /** No rotation at all, for days that have too little in common to find one. */
    public static Rotation none(int d) {
        Moments unchanged = new Moments(d);
        for (int j = 0; j < d; j++) {
            float[] axis = new float[d];
            axis[j] = 1;
            unchanged.add(axis, axis);
            float[] opposite = new float[d];
            opposite[j] = -1;
            unchanged.add(opposite, opposite);
        }
        return of(unchanged);
    }

    private static float[] narrow(double[] values) {
        float[] narrow = new float[values.length];
        for (int j = 0; j < values.length; j++) {
            narrow[j] = (float) values[j];
        }
        return narrow;
    }

    public int d() {
        return meanX.length;
    }

    /**
     * Writes (x - mean x) R, to be compared with y - mean y: one chain of float FMAs per component, j ascending.
     *
     * @param x today's embedding [d]
     * @param out [d], another array
     * @throws IllegalArgumentException if x or out has not length d
     */
    public void apply(float[] x, float[] out) {
        int d = meanX.length;
        if (x.length != d || out.length != d) {
            throw new IllegalArgumentException(
                    "Lengths of x and out are " + x.length + " and " + out.length + ", expected " + d);
        }
        float first = x[0] - meanX[0];
        float[] firstRow = r[0];
        for (int k = 0; k < d; k++) {
            out[k] = first * firstRow[k];
        }
        int j = 1;
        for (; j + 4 <= d; j += 4) {
            addFour(x, j, out);
        }
        for (; j < d; j++) {
            addOne(x[j] - meanX[j], r[j], out);
        }
    }

    private void addFour(float[] x, int j, float[] out) {
        float x0 = x[j] - meanX[j];
        float x1 = x[j + 1] - meanX[j + 1];
        float x2 = x[j + 2] - meanX[j + 2];
        float x3 = x[j + 3] - meanX[j + 3];
        float[] r0 = r[j];
        float[] r1 = r[j + 1];
        float[] r2 = r[j + 2];
        float[] r3 = r[j + 3];
        for (int k = 0; k < out.length; k++) {
            out[k] = Math.fma(x3, r3[k], Math.fma(x2, r2[k], Math.fma(x1, r1[k], Math.fma(x0, r0[k], out[k]))));
        }
    }

    private static void addOne(float xj, float[] rj, float[] out) {
        for (int k = 0; k < out.length; k++) {
            out[k] = Math.fma(xj, rj[k], out[k]);
        }
    }

    /**
     * Cosine of (x - mean x) R and y - mean y: 1 for an item that only rotated. Where one of them is zero it is 0, where
     * both are it is 1.
     *
     * @param x today's embedding [d]
     * @param y that of the day before [d]
     * @param scratch [d], overwritten with the aligned x
     * @throws IllegalArgumentException if a length is wrong
     */
    public double alignedCosine(float[] x, float[] y, float[] scratch) {
        if (y.length != meanY.length) {
            throw new IllegalArgumentException("Length of y is " + y.length + ", expected " + meanY.length);
        }
        apply(x, scratch);
        double product = 0.0;
        double xSquared = 0.0;
        double ySquared = 0.0;
        for (int k = 0; k < scratch.length; k++) {
            double xk = scratch[k];
            double yk = y[k] - meanY[k];
            product += xk * yk;
            xSquared += xk * xk;
            ySquared += yk * yk;
        }
        if (xSquared == 0.0 || ySquared == 0.0) {
            return xSquared == ySquared ? 1.0 : 0.0;
        }
        return Math.max(-1.0, Math.min(1.0, product / Math.sqrt(xSquared * ySquared)));
    }

    /**
     * |(x - mean x) R - (y - mean y)|: how far an item is from where the rotation alone would have put it.
     *
     * @param x today's embedding [d]
     * @param y that of the day before [d]
     * @param scratch [d], overwritten with the aligned x
     * @throws IllegalArgumentException if a length is wrong
     */
    double residual(float[] x, float[] y, float[] scratch) {
        if (y.length != meanY.length) {
            throw new IllegalArgumentException("Length of y is " + y.length + ", expected " + meanY.length);
        }
        apply(x, scratch);
        double squares = 0.0;
        for (int k = 0; k < scratch.length; k++) {
            double difference = scratch[k] - ((double) y[k] - meanY[k]);
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
