package dev.bochner.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every computation of the package on what a broken training, or a tiny table, delivers: finite figures or none. */
final class DegenerateInputsTest {
    private static final float LARGEST = 3e37f;

    private enum Input {
        FEWER_ITEMS_THAN_DIMENSIONS(20, 48, 48, 20, 1),
        FIVE_DISTINCT_VECTORS(60, 24, 24, 5, 1),
        RANK_EIGHT(80, 32, 8, 80, 1),
        ONE_POINT(30, 16, 16, 1, 1),
        ALL_ZERO(30, 16, 16, 30, 0),
        ONE_ITEM(1, 16, 16, 1, 1),
        TWO_ITEMS(2, 16, 16, 2, 1),
        THREE_ITEMS(3, 2, 2, 3, 1),
        ONE_DIMENSION(40, 1, 1, 40, 1),
        HUGE(40, 8, 8, 40, 1e30f),
        AT_THE_END_OF_FLOATS(40, 8, 8, 40, LARGEST),
        TINY(40, 8, 8, 40, 1e-30f),
        SUBNORMAL(40, 8, 8, 40, 1e-42f);

        private final int n;
        private final int d;
        private final int rank;
        private final int distinct;
        private final float scale;

        Input(int n, int d, int rank, int distinct, float scale) {
            this.n = n;
            this.d = d;
            this.rank = rank;
            this.distinct = distinct;
            this.scale = scale;
        }

        float[][] rows(long seed) {
            Random random = new Random(seed);
            float[][] basis = new float[rank][d];
            for (float[] row : basis) {
                for (int j = 0; j < d; j++) {
                    row[j] = (float) (random.nextGaussian() / Math.sqrt(rank));
                }
            }
            float[][] rows = new float[n][];
            for (int i = 0; i < n; i++) {
                rows[i] = i < distinct ? row(basis, random) : rows[i % distinct].clone();
            }
            return rows;
        }

        private float[] row(float[][] basis, Random random) {
            float[] row = new float[d];
            for (float[] direction : basis) {
                double weight = random.nextGaussian();
                for (int j = 0; j < d; j++) {
                    row[j] += (float) (scale * weight * direction[j]);
                }
            }
            return row;
        }

        /** Today correlates with the day before. */
        Days days() {
            float[][] x = rows(1);
            float[][] y = rows(2);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < d; j++) {
                    y[i][j] = 0.9f * x[i][j] + 0.1f * y[i][j];
                }
            }
            return new Days(x, y);
        }

        Days collapsed() {
            float[][] x = new float[n][];
            Arrays.fill(x, rows(3)[0]);
            return new Days(x, days().y);
        }

        List<Days> all() {
            Days days = days();
            return List.of(
                    days,
                    new Days(days.x, days.x),
                    new Days(rows(5), rows(6)),
                    collapsed(),
                    new Days(days.y, collapsed().x));
        }
    }

    /** A metric cannot be NaN; these have to be finite, too, but for noise over no signal. */
    private static void assertFinite(List<Metric> metrics) {
        for (Metric metric : metrics) {
            boolean mayBeInfinite = metric.measure() == Measure.H_NOISE_TO_SIGNAL
                    || metric.measure() == Measure.H_NOISE_TO_SIGNAL_ALIGNED
                    || metric.measure() == Measure.LAG_DAYS;
            assertTrue(mayBeInfinite || Double.isFinite(metric.value()), metric::toString);
            assertTrue(Double.isFinite(metric.precision().halfWidth()), metric::toString);
        }
    }

    private static void assertShares(List<Metric> metrics) {
        for (Metric metric : metrics) {
            switch (metric.measure()) {
                case H_CKA, H_PIP_LOSS, H_PROCRUSTES_RESIDUAL, H_ROTATION_SHARE, H_ROTATION_SHARE_NULL ->
                    assertTrue(metric.value() >= -1e-9 && metric.value() <= 1 + 1e-9, metric::toString);
                case H_EIGENSPACE_OVERLAP, H_EIGENSPACE_INSTABILITY, H_KNN_OVERLAP ->
                    assertTrue(metric.value() >= 0 && metric.value() <= 1, metric::toString);
                case EFFECTIVE_RANK -> assertTrue(metric.value() >= 1 - 1e-9, metric::toString);
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void measuresOfMomentsAreFiniteOrAbsent(Input input) {
        for (Days days : input.all()) {
            for (List<Metric> metrics : List.of(
                    MomentMeasures.of(days.moments()),
                    MomentMeasures.of(days.pool()),
                    MomentMeasures.byItems(days.pool()),
                    MomentMeasures.effectiveRank(days.x),
                    StabilisedMeasures.of(days.pool()),
                    SampleMeasures.of(days.pool()),
                    new Lag(days.pool(), days.pool(), days.x).metrics(1))) {
                assertFinite(metrics);
                assertShares(metrics);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void cosinesAreCosines(Input input) {
        for (Days days : input.all()) {
            for (Rotation rotation :
                    List.of(Rotation.of(days.moments()), Rotation.betweenSpans(days.pool()), Rotation.none(input.d))) {
                float[] scratch = new float[input.d];
                for (int i = 0; i < input.n; i++) {
                    double cosine = rotation.alignedCosine(days.x[i], days.y[i], scratch);
                    assertTrue(cosine >= -1 && cosine <= 1, () -> "cosine is " + cosine);
                    double residual = rotation.residual(days.x[i], days.y[i], scratch);
                    assertTrue(residual >= 0 && residual < Double.POSITIVE_INFINITY, () -> "residual is " + residual);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Input.class)
    void measuresOfFeaturesAreFiniteOrAbsent(Input input) {
        for (Normalisation normalisation : Normalisation.values()) {
            FeatureSpec spec = FeatureSpec.gaussian(input.d, 16, 42, 1.0, normalisation);
            FeatureMap map = FeatureMap.of(spec);
            for (Days days : input.all()) {
                assertFinite(PhiMeasures.of(days.pool(), map));
                float[][] phi = new float[input.n][32];
                List<Integer> mapped = new ArrayList<>();
                for (int i = 0; i < input.n; i++) {
                    if (map.tryApply(days.x[i], phi[i]) == FeatureMap.Outcome.MAPPED) {
                        mapped.add(i);
                    }
                }
                assertFinite(PhiMeasures.kernel(
                        Days.ids(mapped.size()),
                        mapped.stream().map(i -> days.x[i]).toArray(float[][]::new),
                        mapped.stream().map(i -> phi[i]).toArray(float[][]::new),
                        spec));
            }
        }
    }

    /** A rotation changes nothing, whatever the rank and the size. */
    @ParameterizedTest
    @EnumSource(
            value = Input.class,
            names = {"FEWER_ITEMS_THAN_DIMENSIONS", "FIVE_DISTINCT_VECTORS", "RANK_EIGHT", "HUGE", "TINY"})
    void aRotatedDayIsTheSameDay(Input input) {
        float[][] y = input.rows(7);
        Days days = new Days(Days.times(y, Days.orthogonal(input.d, 8)), y);
        for (List<Metric> metrics : List.of(MomentMeasures.of(days.moments()), MomentMeasures.byItems(days.pool()))) {
            Map<Measure, Double> values = metrics.stream().collect(Collectors.toMap(Metric::measure, Metric::value));
            assertEquals(0.0, values.get(Measure.H_PROCRUSTES_RESIDUAL), 1e-9);
            assertEquals(1.0, values.get(Measure.H_CKA), 1e-9);
            assertEquals(1.0, values.get(Measure.H_ROTATION_SHARE), 1e-9);
        }
        for (Rotation rotation : List.of(Rotation.of(days.moments()), Rotation.betweenSpans(days.pool()))) {
            for (int i = 0; i < input.n; i++) {
                assertEquals(1.0, rotation.alignedCosine(days.x[i], days.y[i], new float[input.d]), 1e-4);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 48, 48", "80, 24, 24", "60, 32, 5"})
    void byItemsAndByDimensionsAreTheSame(int n, int d, int rank) {
        Days whole = Days.of(n, d, 3);
        for (int i = 0; i < n; i++) {
            Arrays.fill(whole.x[i], Math.min(d, rank), d, 0.5f);
        }
        Map<Measure, Double> byDimensions =
                MomentMeasures.of(whole.moments()).stream().collect(Collectors.toMap(Metric::measure, Metric::value));
        List<Metric> byItems = MomentMeasures.byItems(whole.pool());
        assertEquals(10, byItems.size());
        // The null is of other draws.
        byItems.stream()
                .filter(metric -> metric.measure() != Measure.H_ROTATION_SHARE_NULL)
                .forEach(metric ->
                        assertEquals(byDimensions.get(metric.measure()), metric.value(), 1e-8, metric::toString));
        assertEquals(
                byDimensions.get(Measure.H_ROTATION_SHARE_NULL),
                byItems.stream()
                        .filter(metric -> metric.measure() == Measure.H_ROTATION_SHARE_NULL)
                        .findFirst()
                        .orElseThrow()
                        .value(),
                0.05);
        double alone = MomentMeasures.effectiveRank(whole.x).get(0).value();
        assertEquals(byDimensions.get(Measure.EFFECTIVE_RANK), alone, 1e-8);
    }

    @Test
    void aDayWithoutVarianceHasNoEffectiveRank() {
        assertEquals(List.of(), MomentMeasures.effectiveRank(Input.ONE_POINT.collapsed().x));
        assertEquals(List.of(), MomentMeasures.effectiveRank(new float[1][8]));
        assertEquals(List.of(), MomentMeasures.effectiveRank(new float[0][]));
        assertFalse(MomentMeasures.isFeasible(4096));
    }
}
