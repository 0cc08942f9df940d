package dev.bochner.store.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FeatureRangeTest {
    private final FeatureRange range = new FeatureRange();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 1023, 1024, 1025, 5000})
    void findsTheExtremesWhereverTheyStand(int length) {
        SplittableRandom random = new SplittableRandom(length);
        for (int at = 0; at < length; at += Math.max(1, length / 50)) {
            float[] values = new float[length + 3];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            // Outside of what counts: they must not show.
            values[0] = -9;
            values[length + 2] = 9;
            values[2 + at] = -1.5f;
            values[2 + (at + length / 2) % length] = length == 1 ? -1.5f : 1.5f;

            range.clear();
            range.add(values, 2, length);

            assertEquals(-1.5f, range.min());
            assertEquals(length == 1 ? -1.5f : 1.5f, range.max());
        }
    }

    @Test
    void gathersOverSeveralCalls() {
        range.add(new float[] {3, 4}, 0, 2);
        range.add(new float[] {1, 9, 5}, 0, 3);
        range.add(new float[] {2}, 0, 1);

        assertEquals(1, range.min());
        assertEquals(9, range.max());
    }

    @Test
    void forgetsWhatCameBefore() {
        range.add(new float[] {-100, 100}, 0, 2);
        range.clear();
        range.add(new float[] {1, 2}, 0, 2);

        assertEquals(1, range.min());
        assertEquals(2, range.max());
    }

    /** Parquet wants a least zero as -0 and a greatest one as +0, since readers take the two for one. */
    @ParameterizedTest
    @ValueSource(floats = {0.0f, -0.0f})
    void widensAZeroToBothZeros(float zero) {
        range.add(new float[] {zero}, 0, 1);

        assertEquals(Float.floatToRawIntBits(-0.0f), Float.floatToRawIntBits(range.min()));
        assertEquals(Float.floatToRawIntBits(0.0f), Float.floatToRawIntBits(range.max()));
    }

    @Test
    void doesNotOverlookNotANumber() {
        float[] values = new float[3000];
        values[2500] = Float.NaN;
        range.add(values, 0, values.length);
        range.add(new float[3000], 0, 3000);

        assertEquals(Float.NaN, range.min());
        assertEquals(Float.NaN, range.max());
    }
}
