package dev.bochner.experiments.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.theory.Clusters.Outcome;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DiscreteDistributionTest {
    /** A right angle apart: |h - h'|^2 = 2. */
    private static final double KERNEL = Math.exp(-2);

    @Test
    void alignmentOppositionAndRiskOfTwoPlacesAreKnown() {
        DiscreteDistribution places = DiscreteDistribution.onCircle(
                new double[] {0, Math.PI / 2}, new double[] {1, -1}, new double[] {0.9, 0.1});
        assertEquals(0.81 + 0.01, places.alignment(), 1e-15);
        assertEquals(2 * 0.09 * KERNEL, places.opposition(), 1e-15);
        // At the second place: 0.9 KERNEL = 0.122 for the wrong label, 0.1 for the right one.
        assertEquals(0.1, places.risk(), 1e-15);
        assertEquals(0.9, places.commonest(), 1e-15);
    }

    @Test
    void theCounterexampleHasTheFiguresThatItIsFor() {
        DiscreteDistribution places = DiscreteDistribution.crossed(0.05, 0.011, 0.684);
        assertEquals(0.95, places.risk(), 1e-12);
        assertEquals(0.4824, places.alignment(), 5e-5);
        assertTrue(places.risk() > 1 - Math.sqrt(0.5) * places.alignment());
        assertTrue(places.risk() <= 1 - places.alignment() + places.opposition());
    }

    @Test
    void samplesOfAThousandMillionClassAsTheDistributionDoes() {
        DiscreteDistribution places = DiscreteDistribution.crossed(0.05, 0.011, 0.684);
        assertEquals(0.95, places.sampledRisk(1_000_000_000, new SplittableRandom(1)), 1e-12);
    }

    @Test
    void aSingleSampleClassesEverythingAsItself() {
        DiscreteDistribution places = DiscreteDistribution.crossed(0.2, 0.05, 0.7);
        double mean = IntStream.range(0, 1000)
                .mapToDouble(run -> places.sampledRisk(1, RandomStreams.of(1, run)))
                .peek(risk -> assertEquals(0.5, risk, 1e-12))
                .average()
                .orElseThrow();
        assertEquals(0.5, mean, 1e-12);
    }

    @Test
    void drawnPlacesAreADistribution() {
        DiscreteDistribution places = DiscreteDistribution.drawn(new SplittableRandom(1), 5);
        double all = places.alignment() + places.opposition();
        assertTrue(all > Math.exp(-4) && all <= 1, "mean kernel " + all);
        assertTrue(places.commonest() >= 0.5 && places.commonest() <= 1, "commonest " + places.commonest());
    }

    @Test
    void clustersWithoutSeparationAreGuessedAndHaveTheMeanKernelOfTheSphere() {
        Outcome outcome = new Clusters(16, 0, 0.5).outcome(1000, RandomStreams.of(1));
        assertEquals(0.5, outcome.risk(), 0.08);
        assertEquals(Sphere.meanKernel(16, 2), outcome.alignment() + outcome.opposition(), 0.003);
        assertEquals(1 - outcome.alignment() + outcome.opposition(), outcome.signedBound(), 1e-15);
        assertEquals(1 - outcome.alignment() / 2, outcome.lemmaBound(0.25), 1e-15);
    }

    @Test
    void clustersFarApartAreClassedRight() {
        Outcome outcome = new Clusters(16, 3, 0.5).outcome(300, RandomStreams.of(1));
        assertEquals(0, outcome.risk());
        assertTrue(outcome.alignment() > 10 * outcome.opposition());
    }
}
