package dev.bochner.rff;

/**
 * The directions of {@link Sampler#ORTHOGONAL}, one after the other: {@code directions-v1}, streams 1 and 2.
 *
 * <p>All arithmetic is IEEE double, each operation rounded by itself (no FMA, no wider registers), every sum a chain that
 * begins with 0.0 and whose order is given. z(t, i, j) is deviate j of line i of stream t: steps 1 and 2 at {@link
 * Directions}, with the counter (j div 2, i, t, 1). Direction i belongs to block b = i div d; its rows are q_p, p = 0, 1, ...
 * in order, that of direction i is r = i mod d.
 *
 * <ol>
 *   <li>v_j = z(1, i, j), j = 0 .. d - 1.
 *   <li>Twice: first all coefficients c_p = sum over j ascending of q_pj v_j, for p = 0 .. r - 1, of the v before any of
 *       them is taken away; then for p ascending, v_j = v_j - c_p q_pj, for each j. (Classical Gram-Schmidt, repeated.)
 *   <li>n = sqrt(sum over j ascending of v_j v_j); q_rj = v_j / n. This divisor is positive, so that Q is that of the QR
 *       decomposition with a positive diagonal of R, which is Haar distributed.
 *   <li>l = sqrt(sum over j ascending of z(2, i, j) z(2, i, j)): the length of a Gaussian vector, chi_d.
 *   <li>U_ij = (float) (sigma (l q_rj)): two products in double, then one rounding to float32.
 * </ol>
 *
 * <p>So direction i depends on those before it in its block and on nothing else, and a smaller m is a part of a larger one;
 * a smaller d is not.
 *
 * <p><b>Error:</b> |q_p.q_r| below 1e-14 at d up to 2048: one pass alone leaves up to (machine epsilon)(condition number of
 * the block), two leave machine epsilon (Giraud, Langou, Rozloznik, van den Eshof 2005). <b>Time:</b> 2 m d min(m, d)
 * multiplications and as many additions. <b>Source:</b> Yu, Suresh, Choromanski, Holtmann-Rice and Kumar, "Orthogonal random
 * features", NIPS 2016, section 3; the sign convention is Mezzadri's, 2007.
 */
final class OrthogonalRows {
    private final FeatureSpec spec;
    private final NormalStream vectors;
    private final NormalStream lengths;

    /** The rows of the current block so far. */
    private final double[][] q;

    private final double[] coefficients;

    OrthogonalRows(FeatureSpec spec) {
        this.spec = spec;
        this.vectors = new NormalStream(spec.seed(), NormalStream.ORTHOGONAL);
        this.lengths = new NormalStream(spec.seed(), NormalStream.LENGTHS);
        int rows = Math.min(spec.m(), spec.d());
        this.q = new double[rows][spec.d()];
        this.coefficients = new double[rows];
    }

    /** Direction i [d]; i is to be 0, 1, 2 and so on, at each call the next. */
    float[] next(int i) {
        int r = i % spec.d();
        double[] v = q[r];
        vectors.fill(i, v);
        takeAway(r, v);
        takeAway(r, v);
        double norm = norm(v);
        if (norm == 0.0) {
            throw new IllegalArgumentException("Direction " + i + " of seed " + spec.seed()
                    + " lies in the span of those before it, expected another seed");
        }
        for (int j = 0; j < v.length; j++) {
            v[j] /= norm;
        }
        return scaled(i, v);
    }

    /** Takes from v its parts along the first r rows. */
    private void takeAway(int r, double[] v) {
        inner(r, v);
        for (int p = 0; p < r; p++) {
            double c = coefficients[p];
            double[] row = q[p];
            for (int j = 0; j < v.length; j++) {
                v[j] -= c * row[j];
            }
        }
    }

    /** The coefficients, four chains at a time: a chain alone waits for each of its additions. */
    private void inner(int r, double[] v) {
        int p = 0;
        for (; p + 4 <= r; p += 4) {
            inner4(p, v);
        }
        for (; p < r; p++) {
            double sum = 0.0;
            for (int j = 0; j < v.length; j++) {
                sum += q[p][j] * v[j];
            }
            coefficients[p] = sum;
        }
    }

    private void inner4(int p, double[] v) {
        double[] q0 = q[p];
        double[] q1 = q[p + 1];
        double[] q2 = q[p + 2];
        double[] q3 = q[p + 3];
        double s0 = 0.0;
        double s1 = 0.0;
        double s2 = 0.0;
        double s3 = 0.0;
        for (int j = 0; j < v.length; j++) {
            s0 += q0[j] * v[j];
            s1 += q1[j] * v[j];
            s2 += q2[j] * v[j];
            s3 += q3[j] * v[j];
        }
        coefficients[p] = s0;
        coefficients[p + 1] = s1;
        coefficients[p + 2] = s2;
        coefficients[p + 3] = s3;
    }

    private float[] scaled(int i, double[] row) {
        double[] z = new double[row.length];
        lengths.fill(i, z);
        double length = norm(z);
        float[] direction = new float[row.length];
        for (int j = 0; j < direction.length; j++) {
            direction[j] = (float) (spec.sigma() * (length * row[j]));
        }
        return direction;
    }

    private static double norm(double[] v) {
        double s = 0.0;
        for (double component : v) {
            s += component * component;
        }
        return StrictMath.sqrt(s);
    }
}
