package dev.bochner.rff;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The directions U of a spec: the scheme {@value #SCHEME}.
 *
 * <p>Of the Gaussian sampler, component j of direction i is a pure function of (seed, sigma, i, j), so that U for a smaller m
 * or d is a part of U for a larger one, and any language can recompute it:
 *
 * <ol>
 *   <li>w = Philox4x32-10 of the counter (j div 2, i, 0, 1), words least significant first, under the key (seed mod
 *       2^32, seed div 2^32);
 *   <li>x = w0 + 2^32 w1 for even j, w2 + 2^32 w3 for odd j; u = ((x &gt;&gt;&gt; 12) + 0.5) 2^-52, exact in double; z =
 *       the standard normal quantile of u by AS 241 (PPND16) in double;
 *   <li>the component is (float) (sigma z).
 * </ol>
 *
 * <p>The orthogonal sampler makes rows at right angles out of the same deviates, of two streams of its own: {@code
 * OrthogonalRows} and {@code docs/directions.md} say how. There U for a smaller m is a part of that for a larger one.
 *
 * <p><b>Shape:</b> U [m][d], float32. <b>Determinism:</b> the same bits everywhere; the known answers are in the test
 * resource {@code golden/directions-v1.txt}. A change of one bit would need a new scheme name. Immutable and
 * thread-safe.
 */
public final class Directions implements Serializable {
    /** Name of the way from a seed to U. */
    public static final String SCHEME = "directions-v1";

    /** Most components that U may have: 1 GiB of float32. */
    public static final long MAX_COMPONENTS = 1L << 28;

    private static final long serialVersionUID = 1L;

    /** Most multiplications that orthogonal directions may take: some minutes. */
    private static final double MAX_ORTHOGONAL_WORK = 0x1p38;

    private final FeatureSpec spec;
    private final float[][] rows;

    private Directions(FeatureSpec spec, float[][] rows) {
        this.spec = spec;
        this.rows = rows;
    }

    /**
     * Draws U, in time proportional to m d (about 0.05 us per component); orthogonal directions take 2 m d min(m, d)
     * multiplications besides.
     *
     * @throws IllegalArgumentException if m d is over {@link #MAX_COMPONENTS}, or orthogonal directions would take hours
     */
    public static Directions of(FeatureSpec spec) {
        long components = (long) spec.m() * spec.d();
        if (components > MAX_COMPONENTS) {
            throw new IllegalArgumentException("U has m * d = " + spec.m() + " * " + spec.d() + " = " + components
                    + " components, expected at most " + MAX_COMPONENTS + " (1 GiB of float32)");
        }
        return new Directions(
                spec,
                switch (spec.sampler()) {
                    case GAUSSIAN -> gaussian(spec);
                    case ORTHOGONAL -> orthogonal(spec);
                });
    }

    private static float[][] gaussian(FeatureSpec spec) {
        NormalStream stream = new NormalStream(spec.seed(), NormalStream.GAUSSIAN);
        double[] z = new double[spec.d()];
        float[][] rows = new float[spec.m()][spec.d()];
        for (int i = 0; i < rows.length; i++) {
            stream.fill(i, z);
            for (int j = 0; j < z.length; j++) {
                rows[i][j] = (float) (spec.sigma() * z[j]);
            }
        }
        return rows;
    }

    private static float[][] orthogonal(FeatureSpec spec) {
        double work = 2.0 * spec.m() * spec.d() * Math.min(spec.m(), spec.d());
        if (work > MAX_ORTHOGONAL_WORK) {
            throw new IllegalArgumentException("Orthogonal directions of d = " + spec.d() + ", m = " + spec.m()
                    + " take 2 m d min(m, d) = " + work + " multiplications, expected at most " + MAX_ORTHOGONAL_WORK
                    + "; take the sampler gaussian, which hardly differs at such a d");
        }
        OrthogonalRows directions = new OrthogonalRows(spec);
        float[][] rows = new float[spec.m()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = directions.next(i);
        }
        return rows;
    }

    /** The spec that U was drawn for. */
    public FeatureSpec spec() {
        return spec;
    }

    /** Component j of direction i; i from 0 to m - 1, j from 0 to d - 1. */
    public float component(int i, int j) {
        return rows[i][j];
    }

    /** A copy of direction i [d]. */
    public float[] direction(int i) {
        return rows[i].clone();
    }

    /** SHA-256 over the components as little-endian float32, direction by direction; 64 hexadecimal digits. */
    public String sha256() {
        MessageDigest digest = newDigest();
        ByteBuffer bytes = ByteBuffer.allocate(spec.d() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : rows) {
            bytes.asFloatBuffer().put(row);
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java platform must have", e);
        }
    }

    /** @throws IllegalArgumentException if this U was drawn for another d, m, seed, sigma or sampler */
    void requireDrawnFor(FeatureSpec wanted) {
        String drawn = drawnFor(spec);
        String expected = drawnFor(wanted);
        if (!drawn.equals(expected)) {
            throw new IllegalArgumentException("U was drawn for " + drawn + ", expected " + expected);
        }
    }

    /** What of a spec decides U; neither the normalisation nor the stabiliser does. */
    private static String drawnFor(FeatureSpec spec) {
        return "d = " + spec.d() + ", m = " + spec.m() + ", seed = " + spec.seed() + ", sigma = " + spec.sigma()
                + ", sampler = " + spec.sampler().label();
    }

    /** U itself [m][d], for kernels: not a copy, not to be written. */
    float[][] rows() {
        return rows;
    }

    /**
     * A norm up to which no x has a projection beyond the limit, in exact arithmetic or as a chain of float FMAs;
     * negative if there is none.
     *
     * <p>A chain of d FMAs is within gamma_d |u| |x| of the exact u.x, and d 2^-149 for subnormal results (see
     * {@link ErrorBound}); 1 + gamma_d is 1 / (1 - d 2^-24) at most. The roundings here are allowed for by 2^-20.
     */
    double safeNorm(double limit) {
        double longest = 0.0;
        for (float[] row : rows) {
            double s = 0.0;
            for (float component : row) {
                s += (double) component * (double) component;
            }
            longest = Math.max(longest, Math.sqrt(s));
        }
        double rounding = 1.0 - spec.d() * 0x1p-24 - 0x1p-20;
        return longest == 0.0 ? Double.MAX_VALUE : limit * rounding / longest;
    }

    /** A new copy of the transpose [d][m], for kernels that vectorise across directions. */
    float[][] transposed() {
        float[][] columns = new float[spec.d()][spec.m()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }
}
