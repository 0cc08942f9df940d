package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.FeatureMap.Outcome;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddingBlockTest {
    private final EmbeddingBlock block = EmbeddingBlock.of(3, Normalisation.L2);

    @Test
    void fillsUpAndEmpties() {
        for (int row = 0; row < block.capacity(); row++) {
            assertEquals(row, block.rows());
            assertFalse(block.isFull());
            assertEquals(Outcome.MAPPED, block.add(new float[] {1, 2, 3}));
        }
        assertTrue(block.isFull());
        Exception e = assertThrows(IllegalStateException.class, () -> block.add(new float[] {1, 2, 3}));
        assertEquals("The block holds " + block.capacity() + " rows, which is all it can", e.getMessage());
        block.clear();
        assertEquals(0, block.rows());
    }

    @Test
    void leavesOutWhatCannotBeMapped() {
        block.add(new float[] {1, 2, 3});
        assertEquals(Outcome.NOT_FINITE, block.add(new float[] {1, Float.NaN, 3}));
        assertEquals(Outcome.NOT_FINITE, block.add(new float[] {1, 2, Float.NEGATIVE_INFINITY}));
        assertEquals(Outcome.ZERO_NORM, block.add(new float[] {0, -0.0f, 0}));
        assertEquals(1, block.rows());

        FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(3, 2, 42, 1.0, Normalisation.L2));
        block.add(new float[] {3, 2, 1});
        float[] expected = new float[4];
        map.apply(new float[] {3, 2, 1}, expected);
        float[] out = new float[8];
        map.apply(block, out);
        assertTrue(Arrays.equals(expected, 0, 4, out, 4, 8));
    }

    @Test
    void takesTheZeroVectorWhereNothingIsNormalised() {
        assertEquals(Outcome.MAPPED, EmbeddingBlock.of(2, Normalisation.NONE).add(new float[2]));
    }

    @Test
    void rejectsVectorOfWrongLength() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> block.add(new float[4]));
        assertEquals("Dimension of h is 4, expected 3", e.getMessage());
        e = assertThrows(IllegalArgumentException.class, () -> EmbeddingBlock.of(0, Normalisation.L2));
        assertEquals("d is 0, expected 1 or more", e.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void boundsTheNormOfTheRowLastAdded(Normalisation normalisation) {
        Random random = new Random(5);
        EmbeddingBlock of = EmbeddingBlock.of(50, normalisation);
        for (int row = 0; row < of.capacity(); row++) {
            float[] h = new float[50];
            for (int j = 0; j < h.length; j++) {
                h[j] = (float) (random.nextGaussian() * Math.pow(10, row % 40 - 20));
            }
            of.add(h);
            double s = 0;
            for (int j = 0; j < h.length; j++) {
                s += Math.pow(of.x()[row * 50 + j], 2);
            }
            assertTrue(Math.sqrt(s) <= of.lastNorm(), "row " + row);
            assertEquals(of.lastNorm(), Math.sqrt(s), of.lastNorm() * 0x1p-21, "row " + row);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 16384, 16385, 300_000, 1_000_000})
    void holdsFewerRowsOfVeryLongEmbeddings(int d) {
        int capacity = EmbeddingBlock.of(d, Normalisation.L2).capacity();
        assertEquals(Math.max(4, Math.min(64, (1 << 20) / d / 4 * 4)), capacity);
    }
}
