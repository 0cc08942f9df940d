package dev.bochner.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Metric.Precision.Kind;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SampleMeasuresTest {
    private static Metric overlap(Days days) {
        List<Metric> metrics = SampleMeasures.of(days.pool());
        assertEquals(1, metrics.size());
        assertEquals(Measure.H_KNN_OVERLAP, metrics.get(0).measure());
        return metrics.get(0);
    }

    /** By sorting all others by their cosine in double. */
    private static Set<Integer> nearest(float[][] rows, int item) {
        Comparator<Integer> byCosine = Comparator.comparingDouble(other -> -cosine(rows[item], rows[other]));
        return new HashSet<>(IntStream.range(0, rows.length)
                .filter(other -> other != item)
                .boxed()
                .sorted(byCosine)
                .limit(10)
                .toList());
    }

    private static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int j = 0; j < a.length; j++) {
            ab += (double) a[j] * b[j];
            aa += (double) a[j] * a[j];
            bb += (double) b[j] * b[j];
        }
        return ab / Math.sqrt(aa * bb);
    }

    @ParameterizedTest
    @CsvSource({"12,3", "60,5", "150,8", "101,17"})
    void overlapIsThatOfAllCosinesSorted(int n, int d) {
        Days days = Days.of(n, d, 3);
        double sum = 0;
        double squares = 0;
        for (int item = 0; item < n; item++) {
            Set<Integer> common = nearest(days.x, item);
            common.retainAll(nearest(days.y, item));
            double share = common.size() / 10.0;
            sum += share;
            squares += share * share;
        }
        double variance = (squares - sum * sum / n) / (n - 1);
        Metric overlap = overlap(days);
        assertEquals(sum / n, overlap.value(), 1e-12);
        assertEquals(1.96 * Math.sqrt(variance / n), overlap.precision().halfWidth(), 1e-9);
        assertEquals(n, overlap.precision().items());
        assertEquals(Kind.SAMPLED, overlap.precision().kind());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void rotationKeepsAllNeighbours(long seed) {
        assertEquals(1.0, overlap(Days.rotated(300, 8, seed)).value(), 0.002);
    }

    @Test
    void doesNotDependOnTheOrderOfItems() {
        Days days = Days.of(100, 6, 4);
        assertEquals(overlap(days).value(), overlap(days.reordered(1)).value(), 1e-12);
    }

    @Test
    void shuffledIdsKeepNeighboursByChanceOnly() {
        Days days = Days.of(400, 8, 5);
        double chance = 10.0 / 399;
        Metric shuffled = overlap(new Days(days.shuffled(1).x, days.x));
        assertEquals(chance, shuffled.value(), 3 * shuffled.precision().halfWidth());
        assertTrue(overlap(days).value() > 0.1);
    }

    @Test
    void tooSmallAPoolHasNoOverlap() {
        assertEquals(List.of(), SampleMeasures.of(Days.of(11, 3, 1).pool()));
    }

    @Test
    void nearestAreNamedNearestFirstAndEqualOnesById() {
        float[][] vectors = {{0, 1}, {1, 0}, {5, 0}, {1, 1}, {0, 0}};
        Neighbours pool = Neighbours.of(List.of("north", "west-b", "west-a", "between", "nowhere"), vectors);
        assertEquals(List.of("west-a", "west-b", "between"), pool.nearest(new float[] {3, 0.1f}, 3, ""));
        assertEquals(
                List.of("north", "between", "nowhere"),
                pool.nearest(new float[] {1, 3}, 9, "west-a").stream()
                        .filter(id -> !id.startsWith("west"))
                        .toList());
        assertEquals(4, pool.nearest(new float[] {1, 3}, 9, "west-a").size());
        assertEquals(List.of(), pool.nearest(new float[] {1, 3}, 0, ""));
    }

    @Test
    void rejectsWrongShapes() {
        assertEquals(
                "There are 1 ids and 2 vectors, expected as many of each",
                assertThrows(IllegalArgumentException.class, () -> Neighbours.of(List.of("a"), new float[2][3]))
                        .getMessage());
        float[][] ragged = {{1, 2}, {1, 2, 3}};
        assertEquals(
                "Dimension of item b is 3, expected 2",
                assertThrows(IllegalArgumentException.class, () -> Neighbours.of(List.of("a", "b"), ragged))
                        .getMessage());
        Neighbours pool = Neighbours.of(List.of("a", "b"), new float[2][3]);
        assertEquals(
                "Dimension of the query is 4, expected 3",
                assertThrows(IllegalArgumentException.class, () -> pool.nearest(new float[4], 1, ""))
                        .getMessage());
    }
}
