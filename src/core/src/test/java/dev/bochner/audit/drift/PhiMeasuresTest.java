package dev.bochner.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PhiMeasuresTest {
    private static final FeatureSpec SPEC = FeatureSpec.gaussian(8, 32, 42, 1.0, Normalisation.L2);

    private static Map<Measure, Metric> byMeasure(List<Metric> metrics) {
        return metrics.stream().collect(Collectors.toMap(Metric::measure, metric -> metric));
    }

    private static Map<Measure, Metric> measure(Days days, FeatureSpec spec) {
        return byMeasure(PhiMeasures.of(days.pool(), FeatureMap.of(spec)));
    }

    private static float[][] phi(float[][] rows, FeatureSpec spec) {
        FeatureMap map = FeatureMap.of(spec);
        return Arrays.stream(rows)
                .map(row -> {
                    float[] out = new float[spec.columns()];
                    map.apply(row, out);
                    return out;
                })
                .toArray(float[][]::new);
    }

    private static double value(Map<Measure, Metric> metrics, Measure measure) {
        return metrics.get(measure).value();
    }

    @Test
    void coordinateFiguresAreThoseOfTheColumns() {
        Days days = Days.of(60, 8, 1);
        Map<Measure, Metric> measured = measure(days, SPEC);
        float[][] today = phi(days.x, SPEC);
        float[][] before = phi(days.y, SPEC);
        double variance = 0;
        double among = 0;
        for (int column = 0; column < 64; column++) {
            double[] x = column(today, column);
            double[] y = column(before, column);
            for (int i = 0; i < 60; i++) {
                double mean = (x[i] + y[i]) / 2;
                variance += ((x[i] - mean) * (x[i] - mean) + (y[i] - mean) * (y[i] - mean)) / 60;
            }
            among += (variance(x) + variance(y)) / 2;
        }
        assertEquals(variance, value(measured, Measure.PHI_COORDINATE_VARIANCE), 1e-9);
        assertEquals(variance / among, value(measured, Measure.PHI_COORDINATE_DRIFT), 1e-6);
        Metric metric = measured.get(Measure.PHI_COORDINATE_DRIFT);
        assertEquals(Optional.of(new VersionId(32, 42)), metric.version());
        assertEquals(60, metric.precision().items());
        assertTrue(metric.precision().halfWidth() > 0);
    }

    private static double[] column(float[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void coordinateVarianceIsWhatTheoryExpects(long seed) {
        Map<Measure, Metric> measured =
                measure(Days.rotated(400, 8, seed), FeatureSpec.gaussian(8, 256, seed, 1.0, Normalisation.L2));
        double expected = value(measured, Measure.PHI_COORDINATE_VARIANCE_EXPECTED);
        assertEquals(expected, value(measured, Measure.PHI_COORDINATE_VARIANCE), 0.15 * expected);
    }

    @Test
    void expectedVarianceIsOneMinusTheKernel() {
        float[][] x = new float[30][];
        float[][] y = new float[30][];
        Arrays.fill(x, new float[] {3, 0});
        Arrays.fill(y, new float[] {0, 0.5f});
        FeatureSpec spec = FeatureSpec.gaussian(2, 16, 1, 2.0, Normalisation.L2);
        assertEquals(
                1 - Math.exp(-4.0),
                value(measure(new Days(x, y), spec), Measure.PHI_COORDINATE_VARIANCE_EXPECTED),
                1e-12);
        FeatureSpec asIs = FeatureSpec.gaussian(2, 16, 1, 2.0, Normalisation.NONE);
        assertEquals(
                1 - Math.exp(-2 * 9.25),
                value(measure(new Days(x, y), asIs), Measure.PHI_COORDINATE_VARIANCE_EXPECTED),
                1e-12);
    }

    @Test
    void gramFiguresAreThoseOfAllPairs() {
        Days days = Days.of(60, 8, 2);
        Map<Measure, Metric> measured = measure(days, SPEC);
        Map<Measure, Double> expected = GramOracle.of(new Days(phi(days.x, SPEC), phi(days.y, SPEC)));
        assertEquals(expected.get(Measure.H_CKA), value(measured, Measure.PHI_CKA), 1e-9);
        assertEquals(expected.get(Measure.H_PIP_LOSS), value(measured, Measure.PHI_PIP_LOSS), 1e-7);
    }

    @Test
    void gramFiguresOfManyDirectionsAreThoseOfTheFirst64() {
        Days days = Days.of(60, 8, 2);
        FeatureSpec wide = FeatureSpec.gaussian(8, 256, 42, 1.0, Normalisation.L2);
        assertEquals(
                value(measure(days, wide.prefix(64)), Measure.PHI_CKA),
                value(measure(days, wide), Measure.PHI_CKA),
                1e-12);
    }

    @Test
    void innerProductDriftIsThatOfItsPairs() {
        Days days = Days.of(21, 8, 3);
        float[][] today = phi(days.x, SPEC);
        float[][] before = phi(days.y, SPEC);
        double squares = 0;
        int pairs = 0;
        double[] all = new double[21];
        HashedPairs.of(Days.ids(21)).means((i, j) -> all[i] = 1);
        assertEquals(21, Arrays.stream(all).sum(), "every item is the first of a pair");
        for (int i = 0; i < 21; i++) {
            for (int j = 0; j < i; j++) {
                double change = GaussianKernel.inner(today[i], today[j]) - GaussianKernel.inner(before[i], before[j]);
                squares += change * change;
                pairs++;
            }
        }
        // 8 partners on either side are 16 of the 20 others.
        double expected = Math.sqrt(squares / pairs);
        assertEquals(expected, value(measure(days, SPEC), Measure.PHI_INNER_PRODUCT_DRIFT), 0.1 * expected);
    }

    @Test
    void rotationMovesCoordinatesAndHardlyInnerProducts() {
        FeatureSpec wide = FeatureSpec.gaussian(8, 512, 42, 1.0, Normalisation.L2);
        Map<Measure, Metric> measured = measure(Days.rotated(300, 8, 7), wide);
        assertTrue(value(measured, Measure.PHI_COORDINATE_DRIFT) > 0.5);
        assertTrue(value(measured, Measure.PHI_INNER_PRODUCT_DRIFT) < 0.06);
    }

    @Test
    void doesNotDependOnTheOrderOfItems() {
        Days days = Days.of(80, 8, 3);
        List<String> ids = Days.ids(80);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 80).boxed().toList());
        Collections.shuffle(order, new Random(1));
        SampledPairs reordered = new SampledPairs(
                order.stream().map(ids::get).toList(),
                order.stream().map(i -> days.x[i]).toArray(float[][]::new),
                order.stream().map(i -> days.y[i]).toArray(float[][]::new));
        Map<Measure, Metric> expected = measure(days, SPEC);
        byMeasure(PhiMeasures.of(reordered, FeatureMap.of(SPEC)))
                .forEach((measure, metric) -> assertEquals(value(expected, measure), metric.value(), 1e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void kernelErrorIsWhatTheoryExpects(long seed) {
        FeatureSpec spec = FeatureSpec.gaussian(8, 64, seed, 1.5, Normalisation.L2);
        float[][] x = Days.of(500, 8, seed).x;
        Map<Measure, Metric> measured = byMeasure(PhiMeasures.kernel(Days.ids(500), x, phi(x, spec), spec));
        assertEquals(1.0, value(measured, Measure.PHI_KERNEL_ERROR_RATIO), 0.35);
        assertEquals(
                value(measured, Measure.PHI_KERNEL_ERROR) / value(measured, Measure.PHI_KERNEL_ERROR_EXPECTED),
                value(measured, Measure.PHI_KERNEL_ERROR_RATIO),
                1e-12);
    }

    @Test
    void expectedKernelErrorIsTheFormula() {
        float[][] x = new float[40][2];
        for (int i = 0; i < 40; i++) {
            x[i][0] = i == 0 ? 1 : 0;
            x[i][1] = i == 0 ? 0 : 1;
        }
        FeatureSpec spec = FeatureSpec.gaussian(2, 16, 1, 1.0, Normalisation.NONE);
        Map<Measure, Metric> measured = byMeasure(PhiMeasures.kernel(Days.ids(40), x, phi(x, spec), spec));
        double k = Math.exp(-1.0);
        // One item differs: 16 of the 320 pairs.
        assertEquals(
                Math.sqrt(0.05 * (1 - k * k) * (1 - k * k) / 32),
                value(measured, Measure.PHI_KERNEL_ERROR_EXPECTED),
                1e-12);
    }

    @Test
    void doubledSigmaShowsInTheRatio() {
        FeatureSpec spec = FeatureSpec.gaussian(8, 64, 1, 1.0, Normalisation.L2);
        FeatureSpec doubled = FeatureSpec.gaussian(8, 64, 1, 2.0, Normalisation.L2);
        float[][] x = Days.of(300, 8, 1).x;
        assertTrue(value(
                        byMeasure(PhiMeasures.kernel(Days.ids(300), x, phi(x, doubled), spec)),
                        Measure.PHI_KERNEL_ERROR_RATIO)
                > 3);
    }

    @Test
    void leavesOutItemsThatTheMapRefuses() {
        Days days = Days.of(60, 8, 1);
        Map<Measure, Metric> all = measure(days, SPEC);
        days.x[0][3] = Float.NaN;
        Arrays.fill(days.y[1], 0);
        Map<Measure, Metric> measured = measure(days, SPEC);
        assertEquals(58, measured.get(Measure.PHI_CKA).precision().items());
        assertEquals(value(all, Measure.PHI_CKA), value(measured, Measure.PHI_CKA), 0.1);
    }

    @Test
    void ofCollapsedDaysThereIsNoRatio() {
        float[][] points = new float[30][];
        Arrays.fill(points, new float[] {1, 2, 3, 4, 5, 6, 7, 8});
        Map<Measure, Metric> measured = measure(new Days(points, points), SPEC);
        assertEquals(0.0, value(measured, Measure.PHI_COORDINATE_VARIANCE));
        assertFalse(measured.containsKey(Measure.PHI_COORDINATE_DRIFT));
        assertFalse(measured.containsKey(Measure.PHI_CKA));
        Map<Measure, Metric> kernel = byMeasure(PhiMeasures.kernel(Days.ids(30), points, phi(points, SPEC), SPEC));
        assertFalse(kernel.containsKey(Measure.PHI_KERNEL_ERROR_RATIO));
    }

    @Test
    void saysNothingOfFewItems() {
        assertEquals(List.of(), PhiMeasures.of(Days.of(19, 8, 1).pool(), FeatureMap.of(SPEC)));
        assertEquals(List.of(), PhiMeasures.kernel(List.of(), new float[0][], new float[0][], SPEC));
    }

    @Test
    void rejectsArraysOfDifferentLengths() {
        assertEquals(
                "There are 2 ids, 3 embeddings and 2 feature rows, expected as many of each",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> PhiMeasures.kernel(List.of("a", "b"), new float[3][8], new float[2][64], SPEC))
                        .getMessage());
    }
}
