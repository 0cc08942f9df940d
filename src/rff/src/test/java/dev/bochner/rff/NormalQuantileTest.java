package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NormalQuantileTest {
    /** Origin of the values: mpmath 1.3, sqrt(2) erfinv(2u - 1) with 400 bits, 20 digits; both sides of each seam. */
    @ParameterizedTest
    @CsvSource({
        "0x1.0000000000000p-53, -8.2095361516013868556",
        "0x1.8000000000000p-52, -8.0765710041301246502",
        "0x1.19799812dea11p-40, -7.0344838253011319326",
        "0x1.4f8b588e368f1p-17, -4.2648907939228246102",
        "0x1.0624dd2f1a9fcp-10, -3.0902323061678135354",
        "0x1.3333185b40987p-4, -1.4395321773759005864",
        "0x1.3333333333333p-4, -1.4395314709384559349",
        "0x1.33334e0b25cdfp-4, -1.4395307645017296865",
        "0x1.999999999999ap-3, -0.84162123357291416552",
        "0x1.fffffffe48320p-2, -2.5066284820303539022e-10",
        "0x1.3333333333333p-1, 0.25334710313579974132",
        "0x1.d99999999999ap-1, 1.4395314709384562291",
        "0x1.d9999cf497ecfp-1, 1.4395321773759004884",
        "0x1.fae147ae147aep-1, 2.3263478740408407676",
        "0x1.fffffffffffffp-1, 8.2095361516013868556",
    })
    void isWithinItsStatedError(String u, double expected) {
        double actual = NormalQuantile.of(Double.parseDouble(u));
        assertEquals(expected, actual, 1e-15 * Math.abs(expected));
    }

    @Test
    void isZeroAtTheMedian() {
        assertEquals(0.0, NormalQuantile.of(0.5));
    }
}
