package dev.bochner.store.parquet;

import java.util.Arrays;

/**
 * The least and the greatest of many floats. It keeps one candidate for each place in a strip of values, so that the loop
 * has no dependency from one value to the next and the JIT compiler turns it into vector instructions.
 */
final class FeatureRange {
    private static final int STRIP = 1024;

    private final float[] least = new float[STRIP];
    private final float[] greatest = new float[STRIP];

    FeatureRange() {
        clear();
    }

    void clear() {
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
    }

    void add(float[] values, int offset, int length) {
        int end = offset + length;
        for (int strip = offset; strip < end; strip += STRIP) {
            addStrip(values, strip, Math.min(STRIP, end - strip));
        }
    }

    // Math.min and Math.max tell -0 from +0, and NaN wins.
    private void addStrip(float[] values, int offset, int length) {
        for (int i = 0; i < length; i++) {
            float value = values[offset + i];
            least[i] = Math.min(least[i], value);
            greatest[i] = Math.max(greatest[i], value);
        }
    }

    /** The least; NaN if there was one; a zero is -0, as Parquet wants it in statistics. */
    float min() {
        float min = Float.POSITIVE_INFINITY;
        for (float candidate : least) {
            min = Math.min(min, candidate);
        }
        return min == 0 ? -0.0f : min;
    }

    /** The greatest; NaN if there was one; a zero is +0, as Parquet wants it in statistics. */
    float max() {
        float max = Float.NEGATIVE_INFINITY;
        for (float candidate : greatest) {
            max = Math.max(max, candidate);
        }
        return max == 0 ? 0.0f : max;
    }
}
