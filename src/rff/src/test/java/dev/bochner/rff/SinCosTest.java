package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SinCosTest {
    /** An ulp of a double near 1: what StrictMath's own error adds. */
    private static final double ORACLE_ERROR = 0x1p-52;

    @Test
    void isWithinItsBoundOverTheWholeRange() {
        int last = Float.floatToRawIntBits(SinCos.LIMIT);
        // A prime stride meets all exponents and no pattern of mantissas.
        for (int bits = last; bits >= 0; bits -= 4099) {
            assertWithinBound(Float.intBitsToFloat(bits));
            assertWithinBound(-Float.intBitsToFloat(bits));
        }
    }

    /** pi/4 times an odd number is where k changes, pi/2 times any where the reduction cancels most. */
    @Test
    void isWithinItsBoundAroundEveryMultipleOfAnEighthTurn() {
        for (int n = 0; n * (Math.PI / 4) < SinCos.LIMIT - 1; n++) {
            float nearest = (float) (n * (Math.PI / 4));
            for (int ulps = -2; ulps <= 2; ulps++) {
                assertWithinBound(nearest + ulps * Math.ulp(nearest));
            }
        }
    }

    /**
     * The floats below 2^16 nearest to a multiple of pi/2 (the first six) and to an odd multiple of pi/4, and where
     * the exhaustive scan found the largest errors. Origin: search over all multiples with mpmath 1.3, 200 bits.
     */
    @ParameterizedTest
    @ValueSource(
            floats = {
                0x1.f9cbe2p7f, 0x1.f9cbe2p8f, 0x1.2d97c8p2f, 0x1.9a48dep15f, 0x1.921fb6p0f, 0x1.17cc5p11f,
                0x1.f9cbe2p6f, 0x1.2d97c8p1f, 0x1.9a48dep14f, 0x1.c463acp2f, 0x1.921fb6p-1f, 0x1.bd4268p14f,
                0x1.2e8686p12f, 0x1.f6816cp1f, 0x1.82fefcp-1f, 0x1.a7d53p15f, 0x1p16f
            })
    void isWithinItsBoundOfTheOracleAtTheWorstFloats(float worst) {
        for (float z : new float[] {worst, -worst, Math.nextDown(worst), worst / 2}) {
            assertError(Oracle.sin(new BigDecimal(z)), SinCos.sin(z), z);
            assertError(Oracle.cos(new BigDecimal(z)), SinCos.cos(z), z);
        }
    }

    @Test
    void keepsSmallRelativeErrorWhereTheSineVanishes() {
        for (float z : new float[] {0x1.f9cbe2p8f, 0x1.921fb6p1f, 0x1.17cc5p12f, 1e-3f, 1e-20f}) {
            double exact = Oracle.sin(new BigDecimal(z)).doubleValue();
            assertEquals(exact, SinCos.sin(z), 1.7e-7 * Math.abs(exact), () -> "sin " + z);
        }
    }

    @Test
    void isExactAroundZero() {
        assertEquals(0, Float.floatToRawIntBits(SinCos.sin(-0.0f)));
        assertEquals(0, Float.floatToRawIntBits(SinCos.sin(0.0f)));
        assertEquals(1.0f, SinCos.cos(-0.0f));
        assertEquals(-Float.MIN_VALUE, SinCos.sin(-Float.MIN_VALUE));
        assertEquals(1.0f, SinCos.cos(Float.MIN_VALUE));
    }

    private static void assertWithinBound(float z) {
        double bound = SinCos.MAX_ERROR + ORACLE_ERROR;
        double sin = SinCos.sin(z);
        double cos = SinCos.cos(z);
        if (!(Math.abs(sin - StrictMath.sin(z)) <= bound && Math.abs(cos - StrictMath.cos(z)) <= bound)) {
            throw new AssertionError("z = " + Float.toHexString(z) + ": sin " + sin + ", cos " + cos);
        }
        if (!(Math.abs(sin * sin + cos * cos - 1.0) <= 1.24e-7)) {
            throw new AssertionError("z = " + Float.toHexString(z) + ": sin^2 + cos^2 - 1 is too large");
        }
    }

    private static void assertError(BigDecimal exact, float actual, float z) {
        BigDecimal error = exact.subtract(new BigDecimal(actual)).abs();
        assertTrue(
                error.compareTo(new BigDecimal(SinCos.MAX_ERROR)) <= 0,
                () -> "error at " + Float.toHexString(z) + " is " + error.doubleValue());
    }
}
