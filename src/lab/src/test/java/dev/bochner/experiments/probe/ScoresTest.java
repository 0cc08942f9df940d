package dev.bochner.experiments.probe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class ScoresTest {
    /** Class 0 is confused with class 1; the rare class 2 is always found; class 3 does not occur. */
    private static final int[] ACTUAL = {0, 0, 0, 0, 1, 1, 1, 1, 2};

    private static final int[] PREDICTED = {0, 0, 0, 1, 1, 1, 1, 0, 2};

    @Test
    void macroF1IsAboveAccuracyWhereRareClassesAreFoundBetter() {
        assertEquals(7.0 / 9, Scores.accuracy(ACTUAL, PREDICTED), 1e-12);
        assertEquals((0.75 + 0.75 + 1) / 3, Scores.macroF1(ACTUAL, PREDICTED, 4), 1e-12);
        assertEquals((4 * 0.75 + 4 * 0.75 + 1) / 9, Scores.weightedF1(ACTUAL, PREDICTED, 4), 1e-12);
    }

    @Test
    void aClassOfWhichNothingIsFoundCountsAsZero() {
        assertEquals(0.5 * 2 / 3, Scores.macroF1(new int[] {0, 1}, new int[] {0, 0}, 2), 1e-12);
    }

    @Test
    void neighboursVoteByTheirInnerProducts() {
        double[][] rows = {{1, 0}, {0.9, 0.1}, {0, 1}, {0, 0.9}, {0.1, 0.9}};
        Neighbours neighbours = Neighbours.of(rows, new int[] {0, 1, 2, 2, 2}, 3);
        double[][] queries = {{1, 0}, {0.1, 1}};

        assertArrayEquals(new int[] {0, 2}, neighbours.nearest(queries, 1));
        assertArrayEquals(new int[] {2, 2}, neighbours.nearest(queries, 5));
        // e^10 + a little for class 0, e^9 for class 1, three times e^1 at most for class 2.
        assertArrayEquals(new int[] {0, 2}, neighbours.weighted(queries, 10));
        assertArrayEquals(new int[] {2, 2}, neighbours.weighted(queries, 0));
    }

    @Test
    void refusesPredictionsOfOtherRows() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Scores.disagreement(new int[] {0, 1}, new int[] {0}));
        assertEquals("Predictions are 2 and 1, expected them to be of the same rows", e.getMessage());
    }
}
