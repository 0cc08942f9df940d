package dev.bochner.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MomentMeasuresTest {
    private static Map<Measure, Double> measure(Days days) {
        return MomentMeasures.of(days.moments()).stream().collect(Collectors.toMap(Metric::measure, Metric::value));
    }

    private static void assertAsBruteForce(Days days) {
        Map<Measure, Double> measured = measure(days);
        GramOracle.of(days)
                .forEach((measure, expected) ->
                        assertEquals(expected, measured.get(measure), 1e-7 * Math.max(1, expected), measure.label()));
    }

    @ParameterizedTest
    @CsvSource({"40,1", "41,2", "100,7", "100,16", "64,33", "10,16", "3,8", "2,4"})
    void agreesWithBruteForceOverAllPairsOfItems(int n, int d) {
        for (long seed = 1; seed <= 3; seed++) {
            assertAsBruteForce(Days.of(n, d, seed));
        }
    }

    @Test
    void agreesWithBruteForceWhereDimensionsDependOnEachOther() {
        Days days = Days.of(60, 8, 1);
        for (int i = 0; i < 60; i++) {
            days.x[i][7] = days.x[i][0];
            days.x[i][6] = 2 * days.x[i][1];
            days.y[i][5] = days.y[i][4];
        }
        assertAsBruteForce(days);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void knowsRotationFromChange(long seed) {
        Map<Measure, Double> measured = measure(Days.rotated(200, 12, seed));
        assertEquals(1.0, measured.get(Measure.H_ROTATION_SHARE), 1e-9);
        assertEquals(1.0, measured.get(Measure.H_CKA), 1e-12);
        assertEquals(0.0, measured.get(Measure.H_PIP_LOSS), 1e-6);
        assertEquals(0.0, measured.get(Measure.H_PROCRUSTES_RESIDUAL), 1e-12);
        assertEquals(0.0, measured.get(Measure.H_NOISE_TO_SIGNAL_ALIGNED), 1e-6);
        assertEquals(1.0, measured.get(Measure.H_EIGENSPACE_OVERLAP), 1e-9);
        assertEquals(0.0, measured.get(Measure.H_EIGENSPACE_INSTABILITY), 1e-9);
        assertEquals(1.0, measured.get(Measure.EFFECTIVE_RANK_RATIO), 1e-6);
        assertTrue(measured.get(Measure.H_NOISE_TO_SIGNAL) > 0.3, "a rotation is a change of coordinates");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void doesNotDependOnTheOrderOfItems(long seed) {
        Days days = Days.of(77, 9, seed);
        Map<Measure, Double> reordered = measure(days.reordered(seed));
        measure(days).forEach((measure, value) -> assertEquals(value, reordered.get(measure), 1e-11, measure.label()));
    }

    @ParameterizedTest
    @CsvSource({"300,2", "300,8", "100,20", "400,32"})
    void sharesOfShuffledIdsLieAtTheNull(int n, int d) {
        Days days = Days.of(n, d, 5);
        double nul = measure(days).get(Measure.H_ROTATION_SHARE_NULL);
        double[] shares = new double[40];
        for (int seed = 0; seed < shares.length; seed++) {
            shares[seed] = measure(days.shuffled(seed)).get(Measure.H_ROTATION_SHARE);
        }
        double mean = Arrays.stream(shares).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(shares).map(s -> (s - mean) * (s - mean)).sum() / (shares.length - 1));
        // Eight draws against forty permutations; and the null is of days whose own share is far above.
        assertEquals(mean, nul, 4 * deviation * Math.sqrt(1 / 8.0 + 1 / 40.0) + 0.002);
        assertTrue(measure(days).get(Measure.H_PROCRUSTES_RESIDUAL) < 0.5);
    }

    @Test
    void identicalDaysHaveNoChangeToShareOut() {
        Days days = Days.of(50, 6, 1);
        Map<Measure, Double> measured = measure(new Days(days.x, days.x));
        assertEquals(0.0, measured.get(Measure.H_COORDINATE_VARIANCE));
        assertEquals(0.0, measured.get(Measure.H_NOISE_TO_SIGNAL));
        assertEquals(0.0, measured.get(Measure.H_PROCRUSTES_RESIDUAL));
        assertEquals(0.0, measured.get(Measure.H_PIP_LOSS));
        assertEquals(1.0, measured.get(Measure.H_CKA), 1e-15);
        assertFalse(measured.containsKey(Measure.H_ROTATION_SHARE));
        assertFalse(measured.containsKey(Measure.H_ROTATION_SHARE_NULL));
    }

    @Test
    void noiseIsInfinitelyMoreThanNoSignal() {
        Days days = Days.of(50, 3, 1);
        float[][] opposite = Arrays.stream(days.x)
                .map(row -> new float[] {-row[0], -row[1], -row[2]})
                .toArray(float[][]::new);
        Map<Measure, Double> measured = measure(new Days(opposite, days.x));
        assertEquals(Double.POSITIVE_INFINITY, measured.get(Measure.H_NOISE_TO_SIGNAL));
        assertEquals(0.0, measured.get(Measure.H_NOISE_TO_SIGNAL_ALIGNED), 1e-6);
        assertEquals(1.0, measured.get(Measure.H_ROTATION_SHARE), 1e-9);
    }

    @Test
    void aDeadDimensionAddsNoRank() {
        Days days = Days.of(50, 6, 1);
        for (float[] row : days.x) {
            row[2] = 0.7f;
            row[4] = 0.0f;
        }
        Map<Measure, Double> measured = measure(days);
        assertTrue(measured.get(Measure.EFFECTIVE_RANK) <= 4.0);
        assertAsBruteForce(days);
    }

    @Test
    void aDayCollapsedToAPointHasNoSpectrum() {
        Days days = Days.of(1000, 6, 1);
        float[] point = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f};
        float[][] collapsed = days.x.clone();
        Arrays.fill(collapsed, point);
        Map<Measure, Double> measured = measure(new Days(collapsed, days.y));
        assertEquals(1.0, measured.get(Measure.H_PROCRUSTES_RESIDUAL));
        assertEquals(0.0, measured.get(Measure.H_ROTATION_SHARE), 1e-12);
        assertEquals(1.0, measured.get(Measure.H_PIP_LOSS));
        assertEquals(Double.POSITIVE_INFINITY, measured.get(Measure.H_NOISE_TO_SIGNAL));
        Set<Measure> absent = Set.of(
                Measure.H_CKA,
                Measure.EFFECTIVE_RANK,
                Measure.EFFECTIVE_RANK_RATIO,
                Measure.H_EIGENSPACE_OVERLAP,
                Measure.H_EIGENSPACE_INSTABILITY);
        absent.forEach(measure -> assertFalse(measured.containsKey(measure), measure.label()));
    }

    @Test
    void twoCollapsedDaysHaveNothingToCompare() {
        float[][] points = new float[30][];
        Arrays.fill(points, new float[] {0.6f, 0.8f});
        assertEquals(
                Set.of(Measure.H_COORDINATE_VARIANCE),
                measure(new Days(points, points)).keySet());
    }

    @Test
    void ofOneItemOnlyItsOwnChangeIsKnown() {
        float[][] x = {{1, 0}};
        float[][] y = {{0, 1}};
        assertEquals(
                List.of(Metric.exact(Measure.H_COORDINATE_VARIANCE, 1.0, 1)),
                MomentMeasures.of(new Days(x, y).moments()));
    }

    @Test
    void ofNoItemsNothingIsKnown() {
        assertEquals(List.of(), MomentMeasures.of(new Moments(4)));
    }
}
