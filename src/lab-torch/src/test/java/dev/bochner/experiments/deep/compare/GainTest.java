package dev.bochner.experiments.deep.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.paper.Verdict.Ruling;
import org.junit.jupiter.api.Test;

final class GainTest {
    /** Differences 1, 2 and 3 points: mean 2, standard error 0.577, Student's quantile for two degrees of freedom 4.303. */
    @Test
    void hasTheIntervalOfStudent() {
        Gain gain = Gain.of(new double[] {0.11, 0.12, 0.13}, new double[] {0.10, 0.10, 0.10});
        assertEquals(2, gain.mean(), 1e-9);
        assertEquals(4.303 / Math.sqrt(3), gain.half(), 1e-3);
        assertEquals(Ruling.OPEN, gain.verdict("more", "Share").ruling());
    }

    @Test
    void rulesBySign() {
        double[] more = {0.20, 0.21, 0.22};
        double[] less = {0.10, 0.11, 0.121};
        assertEquals(
                Ruling.CONFIRMED, Gain.of(more, less).verdict("more", "Share").ruling());
        assertEquals(
                Ruling.REFUTED, Gain.of(less, more).verdict("more", "Share").ruling());
        assertTrue(Gain.of(more, less).verdict("more", "Share").evidence().startsWith("Share differs by +9.97 (95 %"));
    }

    /** The quantile of F for 9 and 9 degrees of freedom is 4.026. */
    @Test
    void spreadHasTheIntervalOfFisher() {
        Spread spread = Spread.of(new Estimate(5, 3, 10), new Estimate(1, 1, 10));
        assertEquals(3, spread.ratio(), 0);
        assertEquals(3 / Math.sqrt(4.026), spread.low(), 1e-3);
        assertEquals(3 * Math.sqrt(4.026), spread.high(), 1e-3);
        assertEquals(Ruling.REFUTED, spread.atLeast(10));
        assertEquals(Ruling.CONFIRMED, spread.atLeast(1.4));
        assertEquals(Ruling.OPEN, spread.atLeast(3));
    }

    @Test
    void leavesASpreadOverNothingOpen() {
        assertEquals(
                Ruling.OPEN,
                Spread.of(new Estimate(5, 3, 2), new Estimate(1, 0, 2)).atLeast(10));
    }
}
