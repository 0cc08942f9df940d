package dev.bochner.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Metric;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MeanCheckTest {
    @Test
    void equalMeansPass() {
        MeanCheck check = new MeanCheck();
        check.add("a", new float[] {1, 2}, new float[] {1, 2});
        assertEquals(
                List.of(1.0, 0.0), check.metrics().stream().map(Metric::value).toList());
        assertEquals(Optional.empty(), check.diagnosis());
    }

    @Test
    void oneBitIsADifference() {
        MeanCheck check = new MeanCheck();
        check.add("a", new float[] {1, 2}, new float[] {1, 2});
        check.add("b", new float[] {1, 0.0f}, new float[] {1, -0.0f});
        check.add("c", new float[] {1, 2}, new float[] {Math.nextUp(1f), 2});
        check.add("d", new float[] {1, 2}, new float[0]);
        assertEquals(
                List.of(4.0, 3.0), check.metrics().stream().map(Metric::value).toList());
        String words = check.diagnosis().orElseThrow();
        assertTrue(words.startsWith("3 of 4 recomputed running means differ, that of item b for one"), words);
    }

    @Test
    void saysNothingOfNoRows() {
        assertEquals(List.of(), new MeanCheck().metrics());
    }
}
