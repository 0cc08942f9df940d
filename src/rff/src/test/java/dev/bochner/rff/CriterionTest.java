package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CriterionTest {
    private static final Geometry SPHERE = Geometry.ofUnitSphere(64, 1.0, 1_000_000_000L);

    /**
     * The values of the design, each the formula by hand, rounded up. Rahimi and Recht's is 535938.354: m = 535938, which the
     * design has, breaks the bound by a hundred-thousandth.
     */
    @ParameterizedTest
    @CsvSource({
        "rms, 38",
        "rms-quantile, 40",
        "clt, 249",
        "bernstein, 445",
        "hoeffding, 1060",
        "all-pairs, 9211",
        "sutherland-schneider, 253488",
        "rahimi-recht, 535939"
    })
    void hasTheKnownValues(String criterion, long m) {
        assertEquals(m, new Precision(Criterion.of(criterion), 0.1, 0.01).directionsFor(SPHERE));
    }

    @Test
    void growInTheOrderOfTheirPromises() {
        long[] m = Arrays.stream(Criterion.values())
                .mapToLong(criterion -> new Precision(criterion, 0.1, 0.01).directionsFor(SPHERE))
                .toArray();
        for (int i = 1; i < m.length; i++) {
            assertTrue(m[i] >= m[i - 1], "criterion " + i + " of " + Arrays.toString(m));
        }
    }

    @Test
    void aSinglePairsQuantileIsThatOfTheCentralLimitTheorem() {
        Geometry pair = new Geometry(64, 1.0, 2, KernelError.variance(0.3), 1.0, 0.3, 2.0);
        double quantile = Criterion.RMS_QUANTILE.directions(pair, new Precision(Criterion.RMS_QUANTILE, 0.1, 0.01));
        double clt = Criterion.CLT.directions(pair, new Precision(Criterion.CLT, 0.1, 0.01));
        assertEquals(1.0, quantile / clt, 0.008);
    }

    /** Bernstein's m covers pairs that are nearer too: its term is not monotonous. */
    @ParameterizedTest
    @ValueSource(doubles = {0.0, 0.01, 0.1, 0.4, 0.9, 0.999})
    void bernsteinServesEveryNearerPair(double leastKernel) {
        Precision precision = new Precision(Criterion.BERNSTEIN, 0.2, 0.05);
        long m = precision.directionsFor(new Geometry(8, 1.0, 2, 0.1, 1.0, leastKernel, 2.0));
        for (double k = leastKernel; k <= 1.0; k += 0.001) {
            double exponent = m * 0.04 / (2 * (KernelError.variance(k) + (1 + k) * 0.2 / 3));
            assertTrue(2 * Math.exp(-exponent) <= 0.05, "at k = " + k);
        }
    }

    @Test
    void asksForOneDirectionAtLeast() {
        Geometry onePoint = new Geometry(3, 1.0, 2, 0.0, 1.0, 1.0, 0.0);
        for (Criterion criterion : Criterion.values()) {
            assertTrue(new Precision(criterion, 0.5, 0.5).directionsFor(onePoint) >= 1, criterion.label());
        }
    }

    @Test
    void saysWhatIsPromised() {
        assertEquals(
                "With 99 % of the seeds, about, the root mean square error over pairs of items is at most 0.1.",
                Criterion.RMS_QUANTILE.promise(new Precision(Criterion.RMS_QUANTILE, 0.1, 0.01)));
        assertEquals(
                "Any one pair of items has an error of at most 0.1 with 99.9 % of the seeds (proven, whatever the"
                        + " embeddings).",
                Criterion.HOEFFDING.promise(new Precision(Criterion.HOEFFDING, 0.1, 0.001)));
    }

    @Test
    void refusesAnUnknownCriterion() {
        assertEquals(
                "criterion is \"best\", expected one of rms, rms-quantile, clt, bernstein, hoeffding, all-pairs,"
                        + " sutherland-schneider, rahimi-recht",
                assertThrows(IllegalArgumentException.class, () -> Criterion.of("best"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -0.1, 1.0, Double.NaN})
    void refusesSharesThatAreNone(double value) {
        assertEquals(
                "epsilon is " + value + ", expected a number above 0 and below 1",
                assertThrows(IllegalArgumentException.class, () -> new Precision(Criterion.RMS, value, 0.01))
                        .getMessage());
        assertEquals(
                "delta is " + value + ", expected a number above 0 and below 1",
                assertThrows(IllegalArgumentException.class, () -> new Precision(Criterion.RMS, 0.1, value))
                        .getMessage());
    }

    @Test
    void refusesAGeometryOfOneItem() {
        assertEquals(
                "items is 1, expected 2 or more",
                assertThrows(IllegalArgumentException.class, () -> Geometry.ofUnitSphere(8, 1.0, 1))
                        .getMessage());
    }
}
