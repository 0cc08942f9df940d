package dev.bochner.experiments.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PlantedMoveTest {
    private static final int ITEMS = 1000;
    private static final int PLACES = 20;

    /** Items at one of some places, each with a little of its own. */
    private final Vectors before = scattered();

    private final PlantedMove move = PlantedMove.of(before);
    private final Vectors after = move.applyTo(before);

    private static Vectors scattered() {
        Random random = new Random(3);
        TreeMap<Long, float[]> byId = new TreeMap<>();
        for (long id = 0; id < ITEMS; id++) {
            float[] vector = new float[PLACES];
            for (int j = 0; j < PLACES; j++) {
                vector[j] = (float) (0.02 * random.nextGaussian() + (id % PLACES == j ? 1 : 0));
            }
            byId.put(id, vector);
        }
        return Vectors.of(byId);
    }

    @Test
    void twoPercentOfTheItemsSwapInPairs() {
        List<Long> moved = before.ids().stream()
                .filter(id -> before.of(id) != after.of(id))
                .toList();

        assertEquals(20, moved.size());
        assertEquals(20, move.items());
        Vectors back = move.applyTo(after);
        assertEquals(before, back);
        assertNotEquals(before, after);
    }

    @Test
    void featuresOfTheDayShowItAtOnceAndFrozenOnesNever() {
        assertEquals("0", move.lag(List.of(after, after)).text());
        assertEquals(">2", move.lag(Collections.nCopies(3, before)).text());
    }

    @Test
    void turningAllFeaturesMakesNoMove() {
        Vectors turned = before.map(vector -> {
            float[] other = new float[vector.length];
            for (int j = 0; j < other.length; j++) {
                other[j] = -vector[(j + 1) % vector.length];
            }
            return other;
        });

        assertEquals(">0", move.lag(List.of(turned)).text());
        assertEquals("0", move.lag(List.of(move.applyTo(turned))).text());
    }

    /** 0.8^3 is more than a half, 0.8^4 less. */
    @Test
    void aRunningMeanOfWeightAFifthShowsItOnTheFourthDay() {
        List<Vectors> days = new ArrayList<>();
        Vectors mean = before;
        for (int day = 0; day < 5; day++) {
            mean = averaged(mean);
            days.add(mean);
        }

        assertEquals("3", move.lag(days).text());
    }

    private Vectors averaged(Vectors mean) {
        TreeMap<Long, float[]> next = new TreeMap<>();
        for (long id : mean.ids()) {
            float[] vector = mean.of(id).clone();
            for (int j = 0; j < vector.length; j++) {
                vector[j] += 0.2f * (after.of(id)[j] - vector[j]);
            }
            next.put(id, vector);
        }
        return Vectors.of(next);
    }
}
