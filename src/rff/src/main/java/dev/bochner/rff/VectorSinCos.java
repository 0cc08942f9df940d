package dev.bochner.rff;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SinCos} with the Vector API: the same operations in the same order on all lanes, so the same bits.
 *
 * <p>What it is given to read is spread, see {@link #lane}. Then a cosine and its sine become neighbours by a shift of
 * 32 bits and a blend; a permutation (rearrange) checks its indices at run time and made the loop half as slow again.
 *
 * <p>All constants are vectors from the start, and loop and operations stand in one method, for C2's sake: it inlines
 * the API's own methods at any size, but a helper of ours only up to 8000 bytes of bytecode in all, and inlined into
 * some callers, which 325 bytes save it from, it missed an operation of the API (JDK 17). Either puts vectors on the
 * heap, and the loop is two to five times slower.
 */
final class VectorSinCos {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private static final int LANES = SPECIES.length();
    private static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0xAAAA_AAAA_AAAA_AAAAL);

    private static final FloatVector TWO_OVER_PI = constant(SinCos.TWO_OVER_PI);
    private static final FloatVector ROUNDER = constant(SinCos.ROUNDER);
    private static final FloatVector MINUS_PIO2_1 = constant(-SinCos.PIO2_1);
    private static final FloatVector MINUS_PIO2_2 = constant(-SinCos.PIO2_2);
    private static final FloatVector MINUS_PIO2_3 = constant(-SinCos.PIO2_3);
    private static final FloatVector P0 = constant(SinCos.P0);
    private static final FloatVector P1 = constant(SinCos.P1);
    private static final FloatVector P2 = constant(SinCos.P2);
    private static final FloatVector Q0 = constant(SinCos.Q0);
    private static final FloatVector Q1 = constant(SinCos.Q1);
    private static final FloatVector Q2 = constant(SinCos.Q2);
    private static final FloatVector MINUS_FOUR = constant(-4.0f);
    private static final FloatVector MINUS_HALF = constant(-0.5f);
    private static final FloatVector QUARTER = constant(0.25f);
    private static final FloatVector ONE = constant(1.0f);
    private static final FloatVector TWO = constant(2.0f);

    private VectorSinCos() {}

    private static FloatVector constant(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    /**
     * Where projection i stands among the spread ones: of each vector the first half in the even lanes, the second
     * half in the odd ones.
     */
    static int lane(int i) {
        int inVector = i % LANES;
        int half = LANES / 2;
        return i - inVector + (inVector < half ? 2 * inVector : 2 * (inVector - half) + 1);
    }

    /**
     * Writes cos z_i and sin z_i, each times the scale, for i from 0 to n - 1, interleaved.
     *
     * @param z the spread projections, from index {@code from} on, with room for whole vectors
     * @param out from index {@code to} on
     */
    static void map(float[] z, int from, int n, float scale, float[] out, int to) {
        int whole = n - n % LANES;
        mapWhole(z, from, whole, scale, out, to);
        if (whole < n) {
            float[] last = Workspace.ofThread().overhang(2 * LANES);
            mapWhole(z, from + whole, LANES, scale, last, 0);
            System.arraycopy(last, 0, out, to + 2 * whole, 2 * (n - whole));
        }
    }

    /** Whole vectors. See {@link SinCos} for k, r and w; c and s are the cosine and sine of w pi/2. */
    private static void mapWhole(float[] z, int from, int n, float scale, float[] out, int to) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, z, from + i);
            FloatVector k = v.fma(TWO_OVER_PI, ROUNDER).sub(ROUNDER);
            FloatVector r = k.fma(MINUS_PIO2_3, k.fma(MINUS_PIO2_2, k.fma(MINUS_PIO2_1, v)));
            FloatVector w = k.fma(QUARTER, ROUNDER).sub(ROUNDER).fma(MINUS_FOUR, k);
            FloatVector turn = w.abs();
            FloatVector c = ONE.sub(turn);
            FloatVector s = TWO.sub(turn).mul(w);
            FloatVector t = r.mul(r);
            FloatVector sinR = t.fma(P2, P1).fma(t, P0).fma(r.mul(t), r);
            FloatVector cosR = t.fma(Q2, Q1).fma(t, Q0).fma(t, MINUS_HALF).fma(t, ONE);
            FloatVector sines = sinR.fma(c, cosR.mul(s)).mul(scale);
            FloatVector cosines = cosR.fma(c, sinR.mul(s).neg()).mul(scale);
            FloatVector sinesUp = sines.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, Float.SIZE)
                    .reinterpretAsFloats();
            FloatVector cosinesDown = cosines.reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHR, Float.SIZE)
                    .reinterpretAsFloats();
            cosines.blend(sinesUp, ODD).intoArray(out, to + 2 * i);
            cosinesDown.blend(sines, ODD).intoArray(out, to + 2 * i + LANES);
        }
    }
}
