package dev.bochner.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LagTest {
    private static final int N = 500;
    private static final int D = 8;

    /** The stabiliser's coordinates are those of the day before. */
    private static final RealMatrix BACK = Days.orthogonal(D, 3);

    /** Days that are one rotation and some noise apart, but for the first items, which went somewhere else. */
    private static Days moved(int items) {
        Random random = new Random(5);
        Days days = Days.of(N, D, 1);
        float[][] today = Days.times(days.y, MatrixUtils.createRealIdentityMatrix(D));
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < D; j++) {
                today[i][j] += (float) ((i < items ? 5 : 0.02) * random.nextGaussian());
            }
        }
        return new Days(Days.times(today, BACK.transpose()), days.y);
    }

    private static float[][] averaged(float[][] means, float[][] aims, double weight) {
        float[][] averaged = new float[means.length][D];
        for (int i = 0; i < means.length; i++) {
            for (int j = 0; j < D; j++) {
                averaged[i][j] = (float) ((1 - weight) * means[i][j] + weight * aims[i][j]);
            }
        }
        return averaged;
    }

    private static List<Metric> lag(Days days, double weight, long between) {
        float[][] aims = Days.times(days.x, BACK);
        SampledPairs kept = new SampledPairs(Days.ids(N), averaged(days.y, aims, weight), days.y);
        return new Lag(days.pool(), kept, aims).metrics(between);
    }

    /** The days are those after which (1 - weight)^days is a half. */
    @ParameterizedTest
    @CsvSource({"0.2, 1, 3.106", "0.1, 1, 6.579", "0.5, 1, 1", "0.5, 7, 7"})
    void runningMeanFollowsByItsWeight(double weight, long between, double days) {
        List<Metric> metrics = lag(moved(10), weight, between);
        assertEquals(
                List.of(Measure.MOVE_FOLLOWED, Measure.LAG_DAYS),
                metrics.stream().map(Metric::measure).toList());
        assertEquals(weight, metrics.get(0).value(), 1e-6);
        assertEquals(days, metrics.get(1).value(), 1e-3);
        assertEquals(10, metrics.get(0).precision().items());
        assertEquals(0, metrics.get(1).precision().halfWidth(), 1e-4);
    }

    @Test
    void whatIsNotAveragedFollowsAtOnce() {
        List<Metric> metrics = lag(moved(10), 1, 1);
        assertEquals(1.0, metrics.get(0).value());
        assertEquals(0.0, metrics.get(1).value());
    }

    @Test
    void whatIsFrozenNeverFollows() {
        List<Metric> metrics = lag(moved(10), 0, 1);
        assertEquals(0.0, metrics.get(0).value(), 1e-12);
        assertEquals(Double.POSITIVE_INFINITY, metrics.get(1).value());
    }

    @Test
    void absentIfNoItemMoved() {
        assertEquals(List.of(), lag(moved(0), 0.2, 1));
    }

    @Test
    void absentIfARotationFitsAllItems() {
        Days days = moved(3);
        int few = 2 * D - 1;
        SampledPairs pairs = new SampledPairs(
                Days.ids(few),
                List.of(days.x).subList(0, few).toArray(float[][]::new),
                List.of(days.y).subList(0, few).toArray(float[][]::new));
        assertEquals(List.of(), new Lag(pairs, pairs, new float[few][D]).metrics(1));
    }

    /** Of many that moved, the 2 % that moved most. */
    @Test
    void looksAtTheOnesThatMovedMost() {
        assertEquals(10, lag(moved(50), 0.2, 1).get(0).precision().items());
    }

    /** Items of different ages follow by different shares, and the interval says so. */
    @Test
    void intervalIsThatOfDifferentPaces() {
        Days days = moved(10);
        float[][] aims = Days.times(days.x, BACK);
        float[][] slow = averaged(days.y, aims, 0.2);
        float[][] fast = averaged(days.y, aims, 0.5);
        for (int i = 0; i < 10; i += 2) {
            slow[i] = fast[i];
        }
        Metric followed = new Lag(days.pool(), new SampledPairs(Days.ids(N), slow, days.y), aims)
                .metrics(1)
                .get(0);
        assertEquals(0.35, followed.value(), 0.05);
        // Ten values at a distance of 0.15 from their mean.
        assertEquals(1.96 * 0.15 / 3, followed.precision().halfWidth(), 0.02);
    }

    @Test
    void rejectsDifferentNumbersOfItems() {
        SampledPairs pool = moved(1).pool();
        String message = assertThrows(IllegalArgumentException.class, () -> new Lag(pool, pool, new float[3][D]))
                .getMessage();
        assertTrue(message.startsWith("There are 500 items as delivered, 500 as kept and 3 aims"), message);
    }
}
