package dev.bochner.audit.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ProbeCountsTest {
    @Test
    void countsByHandOfFiveItems() {
        ProbeCounts counts = new ProbeCounts(4);
        counts.add(0, 0, 0, 0);
        counts.add(0, 1, 0, 1);
        ProbeCounts others = new ProbeCounts(4);
        others.add(1, 1, 1, 1);
        others.add(1, 2, 2, 2);
        others.add(2, 0, 2, 0);
        Map<Measure, Metric> found =
                counts.add(others).metrics().stream().collect(Collectors.toMap(Metric::measure, metric -> metric));
        assertEquals(0.4, found.get(Measure.STALE_ACCURACY).value(), 1e-12);
        assertEquals(0.8, found.get(Measure.FRESH_ACCURACY).value(), 1e-12);
        assertEquals(0.4, found.get(Measure.STALE_ACCURACY_LOSS).value(), 1e-12);
        assertEquals(0.4, found.get(Measure.PROBE_DISAGREEMENT).value(), 1e-12);
        // Stale: classes 0 and 1 with TP 1 of 2 actual and 2 predicted, class 2 with none; class 3 does not occur.
        assertEquals((0.5 + 0.5 + 0) / 3, found.get(Measure.STALE_MACRO_F1).value(), 1e-12);
        assertEquals(
                (1 + 2 / 3.0 + 2 / 3.0) / 3, found.get(Measure.FRESH_MACRO_F1).value(), 1e-12);
        assertEquals(
                1.96 * Math.sqrt(0.4 * 0.6 / 5),
                found.get(Measure.STALE_ACCURACY).precision().halfWidth(),
                1e-12);
        assertEquals(
                1.96 * Math.sqrt((0.4 - 0.16) / 5),
                found.get(Measure.STALE_ACCURACY_LOSS).precision().halfWidth(),
                1e-12);
    }

    @Test
    void ofNoItemsThereIsNothing() {
        assertEquals(List.of(), new ProbeCounts(2).metrics());
    }
}
