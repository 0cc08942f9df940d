package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.rff.FeatureMap.Outcome;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast kernels equal the reference in every bit, around every width that a vectorised loop may have. */
final class KernelTest {
    /** What stands in an output before it is written; no column can be so large. */
    private static final float UNTOUCHED = 42.0f;

    private static final Function<Directions, Kernel> LOOPS = LoopKernel::new;
    private static final Function<Directions, Kernel> VECTORS = VectorKernel::new;

    static Stream<Function<Directions, Kernel>> kernels() {
        return Stream.of(LOOPS, VECTORS);
    }

    static IntStream sizes() {
        return IntStream.concat(IntStream.rangeClosed(1, 70), IntStream.of(127, 128, 129, 1000));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void equalsReferenceForEveryNumberOfDirections(int m) {
        sizes().forEach(d -> {
            Directions u = Directions.of(FeatureSpec.gaussian(d, m, 42, 1.0, Normalisation.NONE));
            float[][] h = gaussian(d, 1 + (d + m) % 5, d);
            assertKernelsAgree(u, new LoopKernel(u), h);
            assertKernelsAgree(u, new VectorKernel(u), h);
        });
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void equalsReferenceForEveryNumberOfRows(Function<Directions, Kernel> kernel) {
        Directions u = Directions.of(FeatureSpec.gaussian(9, 21, 42, 1.0, Normalisation.NONE));
        for (int rows = 0; rows <= EmbeddingBlock.of(9, Normalisation.NONE).capacity(); rows++) {
            assertKernelsAgree(u, kernel.apply(u), gaussian(9, rows, rows));
        }
    }

    /** Enough rows that C2 has compiled, and vectorised, all of it. */
    @ParameterizedTest
    @EnumSource
    void equalsReferenceOnceCompiled(Normalisation normalisation) {
        Directions u = Directions.of(FeatureSpec.gaussian(37, 77, -5, 2.0, normalisation));
        Kernel loops = new LoopKernel(u);
        Kernel vectors = new VectorKernel(u);
        for (int turn = 0; turn < 400; turn++) {
            float[][] h = gaussian(37, 61, turn);
            assertKernelsAgree(u, loops, h);
            assertKernelsAgree(u, vectors, h);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void equalsReferenceForEmbeddingsOfEverySize(Function<Directions, Kernel> kernel) {
        Directions u = Directions.of(FeatureSpec.gaussian(5, 40, 42, 1.0, Normalisation.NONE));
        float[] sizes = {0.0f, -0.0f, Float.MIN_VALUE, 0x1.8p-127f, 1e-30f, 1e-3f, 1.0f, 100.0f, 1e3f, 1.2e4f};
        float[][] h = new float[sizes.length][5];
        for (int row = 0; row < h.length; row++) {
            Arrays.fill(h[row], sizes[row]);
            h[row][row % 5] = -sizes[row];
        }
        assertKernelsAgree(u, kernel.apply(u), h);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rowsOutOfRangeDoNotDisturbTheOthers(Function<Directions, Kernel> kernel) {
        Directions u = Directions.of(FeatureSpec.gaussian(6, 33, 42, 1.0, Normalisation.NONE));
        float[][] h = gaussian(6, 23, 7);
        Arrays.fill(h[0], 1e6f);
        Arrays.fill(h[5], Float.MAX_VALUE);
        h[6] = new float[] {3e38f, -3e38f, 3e38f, 3e38f, -3e38f, 1};
        Arrays.fill(h[22], -1e20f);
        assertKernelsAgree(u, kernel.apply(u), h);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void agreesWithReferenceOnWhatIsOutOfRange(Function<Directions, Kernel> kernel) {
        FeatureSpec spec = FeatureSpec.gaussian(2, 3, 1, 1.0, Normalisation.NONE);
        Directions u = Directions.of(spec);
        for (float size : new float[] {1e4f, 3e4f, 6e4f, 7e4f, 1e5f, 1e20f, Float.MAX_VALUE}) {
            float[] h = {size, -size};
            assertEquals(
                    new FeatureMap(spec, u, new ReferenceKernel(u)).tryApply(h, new float[6]),
                    new FeatureMap(spec, u, kernel.apply(u)).tryApply(h, new float[6]),
                    () -> "size " + size);
        }
    }

    /** Each seed has its longest direction elsewhere: in a group of panels, in a panel left over, in the last vector. */
    @ParameterizedTest
    @MethodSource("kernels")
    void findsTheOnlyProjectionOutOfRange(Function<Directions, Kernel> kernel) {
        for (int seed = 0; seed < 300; seed++) {
            FeatureSpec spec = FeatureSpec.gaussian(1, 150, seed, 1.0, Normalisation.NONE);
            Directions u = Directions.of(spec);
            float longest = 0.0f;
            for (int i = 0; i < spec.m(); i++) {
                longest = Math.max(longest, Math.abs(u.component(i, 0)));
            }
            float[] inside = {FeatureMap.MAX_PROJECTION / longest * 0.99999f};
            float[] beyond = {FeatureMap.MAX_PROJECTION / longest * 1.00001f};
            FeatureMap map = new FeatureMap(spec, u, kernel.apply(u));
            assertEquals(Outcome.MAPPED, map.tryApply(inside, new float[300]), "seed " + seed);
            assertEquals(Outcome.OUT_OF_RANGE, map.tryApply(beyond, new float[300]), "seed " + seed);
        }
    }

    /** All of SinCos's range, in steps that meet every binade and quadrant. */
    @Test
    void vectorSinCosEqualsScalarOverTheWholeRange() {
        int step = 9973;
        int limit = Float.floatToIntBits(SinCos.LIMIT);
        float[] z = new float[4096];
        float[] out = new float[2 * z.length];
        for (int first = 0; first <= limit; first += step * z.length / 2) {
            for (int i = 0; i < z.length; i++) {
                float value = Float.intBitsToFloat((int) Math.min(limit, first + (long) step * (i / 2)));
                z[VectorSinCos.lane(i)] = i % 2 == 0 ? value : -value;
            }
            VectorSinCos.map(z, 0, z.length, 0.3f, out, 0);
            for (int i = 0; i < z.length; i++) {
                float each = z[VectorSinCos.lane(i)];
                assertSameBits(SinCos.cos(each) * 0.3f, out[2 * i], "cos", each);
                assertSameBits(SinCos.sin(each) * 0.3f, out[2 * i + 1], "sin", each);
            }
        }
    }

    /** Rows by themselves and in blocks; the bits of a row that is out of range do not count. */
    private static void assertKernelsAgree(Directions u, Kernel kernel, float[][] h) {
        FeatureSpec spec = u.spec();
        FeatureMap reference = new FeatureMap(spec, u, new ReferenceKernel(u));
        FeatureMap fast = new FeatureMap(spec, u, kernel);
        float[][] expected = new float[h.length][spec.columns()];
        boolean[] mapped = new boolean[h.length];
        float[] actual = new float[spec.columns()];
        for (int row = 0; row < h.length; row++) {
            Outcome outcome = reference.tryApply(h[row], expected[row]);
            assertEquals(outcome, fast.tryApply(h[row], actual));
            mapped[row] = outcome == Outcome.MAPPED;
            if (mapped[row]) {
                assertSameBits(expected[row], actual, 0, spec);
            }
        }
        float[] block = mapBlock(fast, h);
        for (int row = 0; row < h.length; row++) {
            if (mapped[row]) {
                assertSameBits(expected[row], block, row * spec.columns(), spec);
            }
        }
        for (int behind = h.length * spec.columns(); behind < block.length; behind++) {
            assertEquals(UNTOUCHED, block[behind], "behind the last row");
        }
    }

    private static float[] mapBlock(FeatureMap map, float[][] h) {
        EmbeddingBlock block = EmbeddingBlock.of(map.spec().d(), map.spec().normalisation());
        for (float[] row : h) {
            assertEquals(Outcome.MAPPED, block.add(row));
        }
        float[] out = new float[(h.length + 1) * map.spec().columns()];
        Arrays.fill(out, UNTOUCHED);
        map.apply(block, out);
        return out;
    }

    private static void assertSameBits(float[] expected, float[] actual, int from, FeatureSpec spec) {
        for (int c = 0; c < expected.length; c++) {
            if (Float.floatToRawIntBits(expected[c]) != Float.floatToRawIntBits(actual[from + c])) {
                throw new AssertionError("column " + c + " of " + spec + " is " + Float.toHexString(actual[from + c])
                        + ", the reference's is " + Float.toHexString(expected[c]));
            }
        }
    }

    private static void assertSameBits(float expected, float actual, String name, float z) {
        if (Float.floatToRawIntBits(expected) != Float.floatToRawIntBits(actual)) {
            throw new AssertionError(name + " " + Float.toHexString(z) + " is " + Float.toHexString(actual)
                    + ", the reference's is " + Float.toHexString(expected));
        }
    }

    private static float[][] gaussian(int d, int rows, long seed) {
        Random random = new Random(seed);
        float[][] h = new float[rows][d];
        for (float[] row : h) {
            for (int j = 0; j < d; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return h;
    }
}
