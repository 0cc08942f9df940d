package dev.bochner.rff;

/**
 * Sine and cosine of a float32, the same bits on every JVM and CPU.
 *
 * <p>A platform's sine differs from the next one's in the last bit, and {@link Math#sin} is no loop that C2 can
 * vectorise. These are float additions, multiplications and FMAs only, without a branch, a table or an integer: what
 * C2's auto-vectoriser takes.
 *
 * <p><b>Method.</b> k = z 2/pi, rounded to an integer by adding and subtracting 1.5 2^23; r = z - k pi/2 by three
 * FMAs with pi/2 = PIO2_1 + PIO2_2 + PIO2_3 (Cody and Waite), the first of which is exact: for k other than 0 its
 * result is below 1 and a multiple of 2^-24. Then |r| &lt;= 0.7886 (pi/4, and the error of k at the end of the
 * range), sin r = r + r^3 P(r^2), cos r = 1 - r^2/2 + r^4 Q(r^2), and the quadrant is put back by weights of 0, 1
 * and -1.
 *
 * <p><b>Coefficients.</b> Minimax in r over [0, 0.7886] for the absolute error, by Remez' algorithm in 160 bits;
 * rounded to float32 from the lowest power up, each time refitting those above and searching 6 ulp to either side of
 * the lowest two. What is left is 2.3e-9 for the sine and 1.4e-10 for the cosine: small beside the roundings.
 *
 * <p><b>Error:</b> {@value #MAX_ERROR} at most, absolute, for all |z| up to 2^16. Found by a scan of all
 * 1,199,570,945 floats from 0 to 2^16 against {@link Math#sin} and {@link Math#cos} in double: 7.188e-8 for the sine (at
 * 0x1.2e8686p12), 7.182e-8 for the cosine (at 0x1.f6816cp1). In the same scan |cos^2 + sin^2 - 1| was at most
 * 1.235e-7, either function's relative error 1.67e-7 for normal z, and sin(-z) = -sin(z), cos(-z) = cos(z)
 * throughout. sin of either zero is +0.
 */
final class SinCos {
    /** Largest |z| for which the error is stated. */
    static final float LIMIT = 0x1p16f;

    /** Largest absolute error of either function for |z| up to LIMIT. */
    static final double MAX_ERROR = 7.2e-8;

    static final float TWO_OVER_PI = 0x1.45f306p-1f;
    static final float PIO2_1 = 0x1.921fb6p0f;
    static final float PIO2_2 = -0x1.777a5cp-25f;
    static final float PIO2_3 = -0x1.ee59dap-50f;

    /**
     * Adding it leaves a float of no fraction, and subtracting it gives that back: rounds to nearest, ties to even.
     */
    static final float ROUNDER = 0x1.8p23f;

    static final float P0 = -0x1.55554p-3f;
    static final float P1 = 0x1.11059p-7f;
    static final float P2 = -0x1.98c604p-13f;

    static final float Q0 = 0x1.55554ap-5f;
    static final float Q1 = -0x1.6c0c56p-10f;
    static final float Q2 = 0x1.99fb7p-16f;

    private SinCos() {}

    /** sin z within {@link #MAX_ERROR}; undefined beyond {@link #LIMIT}. */
    static float sin(float z) {
        float k = quadrant(z);
        float r = reduced(z, k);
        float w = turn(k);
        return Math.fma(sinReduced(r), cosOfTurn(w), cosReduced(r) * sinOfTurn(w));
    }

    /** cos z within {@link #MAX_ERROR}; undefined beyond {@link #LIMIT}. */
    static float cos(float z) {
        float k = quadrant(z);
        float r = reduced(z, k);
        float w = turn(k);
        return Math.fma(cosReduced(r), cosOfTurn(w), -(sinReduced(r) * sinOfTurn(w)));
    }

    /** The integer nearest to z 2/pi. */
    private static float quadrant(float z) {
        return Math.fma(z, TWO_OVER_PI, ROUNDER) - ROUNDER;
    }

    /** z - k pi/2. */
    private static float reduced(float z, float k) {
        return Math.fma(-k, PIO2_3, Math.fma(-k, PIO2_2, Math.fma(-k, PIO2_1, z)));
    }

    /** k mod 4 as one of -2, -1, 0, 1, 2. */
    private static float turn(float k) {
        return Math.fma(-4.0f, Math.fma(k, 0.25f, ROUNDER) - ROUNDER, k);
    }

    /** cos(w pi/2), exactly. */
    private static float cosOfTurn(float w) {
        return 1.0f - Math.abs(w);
    }

    /** sin(w pi/2), exactly. */
    private static float sinOfTurn(float w) {
        return w * (2.0f - Math.abs(w));
    }

    private static float sinReduced(float r) {
        float t = r * r;
        return Math.fma(r * t, Math.fma(t, Math.fma(t, P2, P1), P0), r);
    }

    private static float cosReduced(float r) {
        float t = r * r;
        return Math.fma(t, Math.fma(t, Math.fma(t, Math.fma(t, Q2, Q1), Q0), -0.5f), 1.0f);
    }
}
