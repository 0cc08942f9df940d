package dev.bochner.audit.drift;

import java.io.Serializable;

/**
 * The rotation or reflection R that brings today's embeddings closest to those of the day before, once both means are
 * taken out: R = U V' of the singular value decomposition C = U S V' minimises |X R - Y|.
 *
 * <p><b>Shapes:</b> x, y, out [d]; R [d][d], orthogonal. <b>Error:</b> R is orthogonal within some d 2^-24, since it is
 * applied in float. Where C has not full rank (fewer than d + 1 items, a dead dimension, a collapsed day) R is one of
 * several that are equally close, and always the same. Embeddings of any size that floats hold can be compared.
 *
 * <p><b>Large d:</b> beyond {@value #MOST_DIMENSIONS} dimensions, where it would take minutes to decompose C, items are
 * compared by their projections onto the spaces that the first {@value #MOST_ITEMS} items of the pool span on either day,
 * x P R and y Q, with orthonormal bases P and Q and the R that suits them. What is orthogonal to all those items is not seen.
 * Immutable and thread-safe.
 *
 * <p><b>Source:</b> Schönemann, "A generalized solution of the orthogonal Procrustes problem", Psychometrika 1966.
 */
public final class Rotation implements Serializable {
    /** Largest d of which matrices [d][d] are decomposed: half a minute each. */
    static final int MOST_DIMENSIONS = 2048;

    /** Items of the pool that stand for all where d is larger. */
    static final int MOST_ITEMS = 1024;

    private static final long serialVersionUID = 1L;

    /** A smaller squared norm may have lost digits to the underflow of floats. */
    private static final double LEAST_SQUARED_NORM = 1e-60;

    private final Projection today;
    private final Projection before;

    private Rotation(Projection today, Projection before) {
        this.today = today;
        this.before = before;
    }

    /**
     * The rotation between two days.
     *
     * @throws IllegalArgumentException if there are no pairs
     */
    public static Rotation of(Moments moments) {
        Matrix r = Lapack.polarFactor(Scatter.of(moments).c());
        return new Rotation(new Projection(moments.meanX(), r), new Projection(moments.meanY()));
    }

    /**
     * The rotation between the two days of a pool.
     *
     * @throws IllegalArgumentException if the pool is empty
     */
    public static Rotation of(SampledPairs pairs) {
        return pairs.d() > MOST_DIMENSIONS ? betweenSpans(pairs.head(MOST_ITEMS)) : of(pairs.moments());
    }

    /** C = P (S U'V T) Q' with X = U S P' and Y = V T Q': R is the polar factor of what stands in parentheses. */
    static Rotation betweenSpans(SampledPairs pairs) {
        Scatter scatter = Scatter.byItems(pairs);
        Spectrum x = new Spectrum(scatter.a());
        Spectrum y = new Spectrum(scatter.b());
        double[] meanX = Scatter.mean(pairs.size(), pairs.d(), pairs::today);
        double[] meanY = Scatter.mean(pairs.size(), pairs.d(), pairs::before);
        if (x.rank() == 0 || y.rank() == 0) {
            return new Rotation(new Projection(meanX), new Projection(meanY));
        }
        Matrix p = Scatter.centredColumns(pairs.size(), pairs.d(), pairs::today).times(x.whitening());
        Matrix q =
                Scatter.centredColumns(pairs.size(), pairs.d(), pairs::before).times(y.whitening());
        Matrix r = Lapack.polarFactor(scatter.itemOverlaps(x, y).scaled(x.roots(), y.roots()));
        return x.rank() >= y.rank()
                ? new Rotation(new Projection(meanX, p.times(r)), new Projection(meanY, q))
                : new Rotation(new Projection(meanX, p), new Projection(meanY, q.timesTransposed(r)));
    }

    /** No rotation at all, for days that have too little in common to find one. */
    public static Rotation none(int d) {
        return new Rotation(new Projection(new double[d]), new Projection(new double[d]));
    }

    public int d() {
        return today.d();
    }

    /**
     * Writes (x - mean x) R, to be compared with y - mean y: one chain of float FMAs per component, j ascending.
     *
     * @param x today's embedding [d]
     * @param out [d], another array; beyond {@value #MOST_DIMENSIONS} dimensions the first of its elements
     * @throws IllegalArgumentException if x or out has not length d
     */
    public void apply(float[] x, float[] out) {
        int d = today.d();
        if (x.length != d || out.length != d) {
            throw new IllegalArgumentException(
                    "Lengths of x and out are " + x.length + " and " + out.length + ", expected " + d);
        }
        today.apply(x, out);
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
        Sums sums = sums(x, y, scratch);
        if (sums.xSquared == 0.0 || sums.ySquared == 0.0) {
            return sums.xSquared == sums.ySquared ? 1.0 : 0.0;
        }
        // Two roots: the product of the squares may be too large for a double.
        double cosine = sums.product / Math.sqrt(sums.xSquared) / Math.sqrt(sums.ySquared);
        return Math.max(-1.0, Math.min(1.0, cosine));
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
        return Math.sqrt(sums(x, y, scratch).squaredDistance);
    }

    private Sums sums(float[] x, float[] y, float[] scratch) {
        if (y.length != before.d()) {
            throw new IllegalArgumentException("Length of y is " + y.length + ", expected " + before.d());
        }
        apply(x, scratch);
        float[] other = new float[before.width()];
        before.apply(y, other);
        Sums sums = new Sums();
        for (int k = 0; k < other.length; k++) {
            sums.add(scratch[k], other[k]);
        }
        return sums.isPrecise() ? sums : sumsInDouble(x, y);
    }

    private Sums sumsInDouble(float[] x, float[] y) {
        double[] some = today.inDouble(x);
        double[] other = before.inDouble(y);
        Sums sums = new Sums();
        for (int k = 0; k < other.length; k++) {
            sums.add(some[k], other[k]);
        }
        return sums;
    }

    /** Over the components of two vectors. */
    private static final class Sums {
        private double product;
        private double xSquared;
        private double ySquared;
        private double squaredDistance;

        void add(double x, double y) {
            product += x * y;
            xSquared += x * x;
            ySquared += y * y;
            squaredDistance += (x - y) * (x - y);
        }

        /** Whether floats held the vectors. */
        boolean isPrecise() {
            return Double.isFinite(xSquared)
                    && Double.isFinite(ySquared)
                    && xSquared >= LEAST_SQUARED_NORM
                    && ySquared >= LEAST_SQUARED_NORM;
        }
    }
}
