package dev.bochner.experiments.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The small measures, by hand. */
final class MeasuresTest {
    private static final Labels LABELS = Labels.of(Map.of(1L, "a", 2L, "a", 3L, "b", 4L, "c"));

    private static Vectors day(float... values) {
        TreeMap<Long, float[]> byId = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            byId.put((long) i, new float[] {values[i]});
        }
        return Vectors.of(byId);
    }

    @Test
    void coordinateVarianceIsTheShareOfVarianceThatIsBetweenDays() {
        assertEquals(0, CoordinateVariance.of(List.of(day(1, 3), day(1, 3))));
        assertEquals(1, CoordinateVariance.of(List.of(day(1, 3), day(3, 1))), 1e-12);
        // Within: 1 and 1. In all: 0, 2, 4, 6 around 3, mean square 5.
        assertEquals(0.2, CoordinateVariance.of(List.of(day(0, 4), day(2, 6))), 1e-12);
    }

    @Test
    void coordinateVarianceIsOfTheItemsThatAllDaysHave() {
        assertEquals(0.2, CoordinateVariance.of(List.of(day(0, 4), day(2, 6, 100))), 1e-12);
    }

    @Test
    void accuracyCountsWhatIsRightAmongTheItemsAskedFor() {
        Predictions predictions = new Predictions(LABELS, Map.of(1L, 0, 2L, 1, 3L, 1, 4L, 1));

        assertEquals(0.5, predictions.accuracy());
        assertEquals(1.0, predictions.accuracy(id -> id % 2 == 1));
    }

    @Test
    void macroF1WeighsEveryClassThatOccursAlike() {
        Predictions predictions = new Predictions(LABELS, Map.of(1L, 0, 2L, 1, 3L, 1, 4L, 1));

        // a: precision 1, recall 1/2. b: 1/3, 1. c: not found.
        assertEquals((2.0 / 3 + 0.5 + 0) / 3, predictions.macroF1(), 1e-12);
        assertEquals(1, new Predictions(LABELS, Map.of(1L, 0, 3L, 1)).macroF1(), 1e-12);
    }

    @Test
    void disagreementIsOfTheItemsOfBoth() {
        Predictions one = new Predictions(LABELS, Map.of(1L, 0, 2L, 0, 3L, 1));
        Predictions other = new Predictions(LABELS, Map.of(1L, 0, 2L, 1, 4L, 2));

        assertEquals(0.5, one.disagreement(other));
        assertEquals(0.5, other.disagreement(one));
    }
}
