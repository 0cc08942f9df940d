package dev.bochner.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Metric.Precision.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class StabilisedMeasuresTest {
    private static Map<Measure, Metric> of(Days days) {
        return StabilisedMeasures.of(days.pool()).stream().collect(Collectors.toMap(Metric::measure, metric -> metric));
    }

    @Test
    void saysHowMuchRotationIsLeft() {
        Map<Measure, Metric> turned = of(Days.rotated(400, 8, 1));
        assertEquals(1.0, turned.get(Measure.H_ROTATION_SHARE).value(), 1e-4);
        Map<Measure, Metric> aligned = of(Days.of(400, 8, 1));
        assertTrue(aligned.get(Measure.H_ROTATION_SHARE).value() < 0.1, aligned::toString);
        assertTrue(
                aligned.get(Measure.H_COORDINATE_VARIANCE).value()
                        < turned.get(Measure.H_COORDINATE_VARIANCE).value(),
                aligned::toString);
    }

    /** Mean of |x - y|^2 / 2, as the definition has it. */
    @Test
    void coordinateVarianceIsThatOfTheVectors() {
        Days days = new Days(new float[][] {{1, 0}, {0, 2}}, new float[][] {{0, 0}, {0, 0}});
        assertEquals(1.25, of(days).get(Measure.H_COORDINATE_VARIANCE).value(), 1e-12);
    }

    @Test
    void daysThatDifferByRotationAreAlikeOnceAligned() {
        Map<Measure, Metric> measured = of(Days.rotated(400, 8, 1));
        assertEquals(1.0, measured.get(Measure.H_ALIGNED_COSINE).value(), 1e-5);
        assertEquals(1.0, measured.get(Measure.H_ALIGNED_COSINE_P05).value(), 1e-5);
        assertEquals(1.0, measured.get(Measure.H_KNN_OVERLAP).value(), 0.01);
    }

    @Test
    void worstItemsAreThoseThatMoved() {
        Days days = Days.rotated(400, 8, 1);
        for (int i = 0; i < 40; i++) {
            days.x[i] = days.x[399 - i].clone();
        }
        Map<Measure, Metric> measured = of(days);
        assertTrue(measured.get(Measure.H_ALIGNED_COSINE).value() > 0.85, measured::toString);
        assertTrue(measured.get(Measure.H_ALIGNED_COSINE_P05).value() < 0.6, measured::toString);
    }

    @Test
    void allFiguresAreEstimates() {
        List<Metric> metrics = StabilisedMeasures.of(Days.of(400, 8, 1).pool());
        assertEquals(7, metrics.size());
        for (Metric metric : metrics) {
            assertEquals(Kind.SAMPLED, metric.precision().kind(), metric::name);
            assertEquals(400, metric.precision().items(), metric::name);
        }
    }

    @Test
    void nothingMovedMeansNoRotation() {
        Days days = Days.of(50, 4, 1);
        assertFalse(of(new Days(days.x, days.x)).containsKey(Measure.H_ROTATION_SHARE));
    }

    @Test
    void nothingOfAnEmptyPool() {
        SampledPairs none = new SampledPairs(List.of(), new float[0][], new float[0][]);
        assertEquals(List.of(), StabilisedMeasures.of(none));
    }
}
