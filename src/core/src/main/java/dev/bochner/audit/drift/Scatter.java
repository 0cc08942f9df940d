package dev.bochner.audit.drift;

/**
 * Centred sums of products of two days. A day whose variance is below {@value #NO_VARIANCE} of its squared norm counts as
 * having none, and its sums are zero: what is left there is rounding (see {@link Moments}).
 *
 * <p>They come in one of two forms, with the means taken out of X and Y [n][d]:
 *
 * <ul>
 *   <li>by dimensions, of all pairs: A = X'X, B = Y'Y, C = X'Y, each [d][d]
 *   <li>by items, where d is so large that matrices [d][d] are no longer feasible: A = XX', B = YY', C = XY', each [n][n]
 * </ul>
 *
 * <p>Traces are the same in both forms, and so are the eigenvalues of A and B that are not 0. What differs is whose
 * eigenvectors those of A and B are; the methods here hide that.
 */
final class Scatter {
    /** Variance over squared norm below which embeddings are one point. */
    private static final double NO_VARIANCE = 1e-11;

    private final long n;
    private final boolean byItems;
    private final Matrix a;
    private final Matrix b;
    private final Matrix c;
    private final double change;

    private Scatter(long n, boolean byItems, Matrix a, Matrix b, Matrix c, double change) {
        this.n = n;
        this.byItems = byItems;
        this.a = a;
        this.b = b;
        this.c = c;
        this.change = change;
    }

    /**
     * By dimensions.
     *
     * @throws IllegalArgumentException if there are no pairs
     */
    static Scatter of(Moments moments) {
        requirePairs(moments.n());
        long n = moments.n();
        double[] meanX = moments.meanX();
        double[] meanY = moments.meanY();
        boolean xVaries = varies(n, meanX, moments::xx);
        boolean yVaries = varies(n, meanY, moments::yy);
        double shift = 0.0;
        for (int j = 0; j < meanX.length; j++) {
            double move = meanX[j] - meanY[j];
            shift += move * move;
        }
        return new Scatter(
                n,
                false,
                centred(n, xVaries, meanX, meanX, moments::xx),
                centred(n, yVaries, meanY, meanY, moments::yy),
                centred(n, xVaries && yVaries, meanX, meanY, moments::xy),
                xVaries || yVaries ? Math.max(0.0, moments.change() - n * shift) : 0.0);
    }

    private static boolean varies(long n, double[] mean, Matrix.Entries sums) {
        double raw = 0.0;
        double centred = 0.0;
        for (int j = 0; j < mean.length; j++) {
            raw += sums.at(j, j);
            centred += sums.at(j, j) - n * mean[j] * mean[j];
        }
        return varies(n, centred, raw);
    }

    private static boolean varies(long n, double centred, double raw) {
        return n > 1 && centred > NO_VARIANCE * raw;
    }

    private static Matrix centred(long n, boolean varies, double[] left, double[] right, Matrix.Entries sums) {
        int d = left.length;
        // The two means first: A and B stay symmetric to the bit.
        return varies ? Matrix.of(d, d, (i, j) -> sums.at(i, j) - n * (left[i] * right[j])) : Matrix.zeros(d, d);
    }

    /**
     * By items. <b>Time:</b> 3 n^2 d products.
     *
     * @throws IllegalArgumentException if there are no pairs
     */
    static Scatter byItems(SampledPairs pairs) {
        requirePairs(pairs.size());
        int n = pairs.size();
        Matrix x = centredColumns(n, pairs.d(), pairs::today);
        Matrix y = centredColumns(n, pairs.d(), pairs::before);
        Matrix none = Matrix.zeros(n, n);
        boolean xVaries = varies(n, x.inner(x), squares(n, pairs::today));
        boolean yVaries = varies(n, y.inner(y), squares(n, pairs::before));
        return new Scatter(
                n,
                true,
                xVaries ? x.transposedTimes(x) : none,
                yVaries ? y.transposedTimes(y) : none,
                xVaries && yVaries ? x.transposedTimes(y) : none,
                xVaries || yVaries ? x.squaredDistance(y) : 0.0);
    }

    /** The embedding of an item. */
    interface Rows {
        float[] of(int item);
    }

    /** The mean [d] of some embeddings. */
    static double[] mean(int n, int d, Rows rows) {
        double[] mean = new double[d];
        for (int i = 0; i < n; i++) {
            float[] row = rows.of(i);
            for (int j = 0; j < d; j++) {
                mean[j] += (double) row[j] / n;
            }
        }
        return mean;
    }

    /** The embeddings less their mean, one column for each item [d][n]. */
    static Matrix centredColumns(int n, int d, Rows rows) {
        double[] mean = mean(n, d, rows);
        return Matrix.of(d, n, (j, i) -> rows.of(i)[j] - mean[j]);
    }

    /**
     * Of one day the smaller one of X'X and XX', whose eigenvalues are the same but for zeros; zeros if it has no variance.
     *
     * @param rows [n][d], not centred
     */
    static Matrix smallerGram(float[][] rows) {
        int n = rows.length;
        Matrix x = centredColumns(n, rows[0].length, item -> rows[item]);
        if (!varies(n, x.inner(x), squares(n, item -> rows[item]))) {
            return Matrix.zeros(1, 1);
        }
        return n < x.rows() ? x.transposedTimes(x) : x.timesTransposed(x);
    }

    private static double squares(int n, Rows rows) {
        double squares = 0.0;
        for (int i = 0; i < n; i++) {
            squares += GaussianKernel.inner(rows.of(i), rows.of(i));
        }
        return squares;
    }

    private static void requirePairs(long n) {
        if (n < 1) {
            throw new IllegalArgumentException("There are no pairs, expected 1 or more");
        }
    }

    long n() {
        return n;
    }

    Matrix a() {
        return a;
    }

    Matrix b() {
        return b;
    }

    Matrix c() {
        return c;
    }

    /** tr A + tr B: the squared norm of both days around their means. */
    double total() {
        return a.trace() + b.trace();
    }

    /** |X - Y|^2 around the means. */
    double change() {
        return change;
    }

    /** tr X'Y. */
    double product() {
        return c.trace();
    }

    /** &lt;XX', YY'&gt; = |X'Y|_F^2. */
    double productOfGrams() {
        return byItems ? a.inner(b) : c.inner(c);
    }

    /** Sum of the singular values of X'Y. */
    double nuclearNorm(Spectrum x, Spectrum y) {
        if (!byItems) {
            return sum(Lapack.singularValues(c));
        }
        return x.rank() == 0 || y.rank() == 0
                ? 0.0
                : sum(Lapack.singularValues(itemOverlaps(x, y).scaled(x.roots(), y.roots())));
    }

    static double sum(double[] values) {
        double sum = 0.0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /**
     * M = U'V [rank X][rank Y] of the singular value decompositions X = U S P', Y = V T Q'; by dimensions that is S^-1 P' C Q
     * T^-1.
     */
    Matrix itemOverlaps(Spectrum x, Spectrum y) {
        return byItems ? vectorOverlaps(x, y) : whitened(x, y);
    }

    /** P'Q [rank X][rank Y] of the same decompositions; by items that is S^-1 U' C V T^-1. */
    Matrix dimensionOverlaps(Spectrum x, Spectrum y) {
        return byItems ? whitened(x, y) : vectorOverlaps(x, y);
    }

    private static Matrix vectorOverlaps(Spectrum x, Spectrum y) {
        return x.vectors().transposedTimes(y.vectors());
    }

    private Matrix whitened(Spectrum x, Spectrum y) {
        return x.vectors().transposedTimes(c).times(y.vectors()).scaled(x.inverseRoots(), y.inverseRoots());
    }
}
