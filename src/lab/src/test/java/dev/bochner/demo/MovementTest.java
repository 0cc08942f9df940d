package dev.bochner.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MovementTest {
    private static final NavigableMap<Long, float[]> AXES =
            vectors(Map.of(1L, new float[] {1, 0}, 2L, new float[] {0, 1}));

    @Test
    void nothingMovesBetweenEqualDays() {
        assertEquals(new Movement(1, 0, 0), Movement.between(AXES, AXES));
    }

    @Test
    void aRotationMovesItemsButNotTheirSimilarity() {
        NavigableMap<Long, float[]> rotated = vectors(Map.of(1L, new float[] {0, 1}, 2L, new float[] {-1, 0}));

        assertEquals(new Movement(0, 0, 0), Movement.between(AXES, rotated));
    }

    @Test
    void lengthDoesNotCount() {
        NavigableMap<Long, float[]> longer = vectors(Map.of(1L, new float[] {3, 0}, 2L, new float[] {0, 5}));

        assertEquals(new Movement(1, 0, 0), Movement.between(AXES, longer));
    }

    @Test
    void itemsOfOneDayOnlyAreLeftOut() {
        NavigableMap<Long, float[]> more = vectors(AXES);
        more.put(3L, new float[] {1, 1});

        assertEquals(Movement.between(AXES, AXES), Movement.between(AXES, more));
    }

    @Test
    void refusesDaysWithoutCommonItems() {
        NavigableMap<Long, float[]> others = vectors(Map.of(8L, new float[] {1, 0}, 9L, new float[] {0, 1}));

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Movement.between(AXES, others));

        assertEquals("Items on both days: 0, expected 2 or more", e.getMessage());
    }

    private static NavigableMap<Long, float[]> vectors(Map<Long, float[]> vectors) {
        return new TreeMap<>(vectors);
    }
}
