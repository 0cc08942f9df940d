package dev.bochner.experiments.theory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RandomStreamsTest {
    @Test
    void aStreamDependsOnSeedAndPurposesAlone() {
        assertEquals(
                RandomStreams.of(1, 2, 3).nextLong(), RandomStreams.of(1, 2, 3).nextLong());
        assertNotEquals(
                RandomStreams.of(1, 2, 3).nextLong(), RandomStreams.of(1, 3, 2).nextLong());
        assertNotEquals(
                RandomStreams.of(1, 2).nextLong(), RandomStreams.of(2, 2).nextLong());
    }

    @Test
    void anOrderHasEveryNumberOnce() {
        int[] order = RandomStreams.order(RandomStreams.of(1), 100);
        assertNotEquals(0, Arrays.compare(order, IntStream.range(0, 100).toArray()));
        Arrays.sort(order);
        assertArrayEquals(IntStream.range(0, 100).toArray(), order);
    }

    @Test
    void unitPointsHaveNormOne() {
        double[] point = RandomStreams.unit(RandomStreams.of(1), 7);
        assertEquals(1, RandomStreams.dot(point, point), 1e-15);
    }

    @Test
    void aPowerLawGivesItsExponentBack() {
        assertEquals(
                -1.5,
                PowerLaw.exponent(
                        new double[] {1, 2, 8}, new double[] {3, 3 * Math.pow(2, -1.5), 3 * Math.pow(8, -1.5)}),
                1e-12);
        assertThrows(IllegalArgumentException.class, () -> PowerLaw.exponent(new double[] {1, 2}, new double[] {1, 0}));
    }
}
