package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast kernel equals the reference in every bit, around every width that a vectorised loop may have. */
final class KernelTest {
    static IntStream sizes() {
        return IntStream.concat(IntStream.rangeClosed(1, 70), IntStream.of(127, 128, 129, 1000));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void fastKernelEqualsReferenceForEveryNumberOfDirections(int m) {
        sizes().forEach(d -> assertKernelsAgree(new FeatureSpec(d, m, 42, 1.0, Normalisation.NONE), 1));
    }

    /** Enough rows that C2 has compiled, and vectorised, both. */
    @ParameterizedTest
    @EnumSource
    void fastKernelEqualsReferenceOnceItIsCompiled(Normalisation normalisation) {
        assertKernelsAgree(new FeatureSpec(37, 77, -5, 2.0, normalisation), 20_000);
    }

    @Test
    void kernelsAgreeOnWhatIsOutOfRange() {
        FeatureSpec spec = new FeatureSpec(2, 3, 1, 1.0, Normalisation.NONE);
        Directions u = Directions.of(spec);
        for (float size : new float[] {1e4f, 3e4f, 6e4f, 7e4f, 1e5f, 1e20f, Float.MAX_VALUE}) {
            float[] h = {size, -size};
            assertEquals(
                    new FeatureMap(spec, u, new ReferenceKernel(u)).tryApply(h, new float[6]),
                    new FeatureMap(spec, u, new LoopKernel(u)).tryApply(h, new float[6]),
                    () -> "size " + size);
        }
    }

    private static void assertKernelsAgree(FeatureSpec spec, int rows) {
        Directions u = Directions.of(spec);
        FeatureMap reference = new FeatureMap(spec, u, new ReferenceKernel(u));
        FeatureMap fast = new FeatureMap(spec, u, new LoopKernel(u));
        Random random = new Random(31L * spec.d() + spec.m());
        float[] h = new float[spec.d()];
        float[] expected = new float[spec.columns()];
        float[] actual = new float[spec.columns()];
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < h.length; j++) {
                h[j] = (float) random.nextGaussian();
            }
            reference.apply(h, expected);
            fast.apply(h, actual);
            assertSameBits(expected, actual, spec);
        }
    }

    private static void assertSameBits(float[] expected, float[] actual, FeatureSpec spec) {
        for (int c = 0; c < expected.length; c++) {
            if (Float.floatToRawIntBits(expected[c]) != Float.floatToRawIntBits(actual[c])) {
                throw new AssertionError("column " + c + " of " + spec + " is " + Float.toHexString(actual[c])
                        + ", the reference's is " + Float.toHexString(expected[c]));
            }
        }
    }
}
