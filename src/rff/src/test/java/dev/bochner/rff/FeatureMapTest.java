package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.bochner.rff.FeatureMap.Outcome;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FeatureMapTest {
    private static final FeatureSpec SPEC = FeatureSpec.gaussian(3, 4, 42, 1.0, Normalisation.L2);
    private static final FeatureSpec RAW = FeatureSpec.gaussian(3, 4, 42, 1.0, Normalisation.NONE);

    @Test
    void rejectsVectorOfWrongLength() {
        assertMessage("Dimension of h is 2, expected 3", SPEC, new float[2]);
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> FeatureMap.of(SPEC).tryApply(new float[3], new float[4]));
        assertEquals("Length of out is 4, expected 8", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void rejectsNonFiniteComponent(float component) {
        float[] h = {1, component, 2};
        assertEquals(Outcome.NOT_FINITE, outcome(SPEC, h));
        assertEquals(Outcome.NOT_FINITE, outcome(RAW, h));
        assertMessage("Component 1 of h is " + component + ", expected a finite float32", SPEC, h);
    }

    @Test
    void rejectsDoubleThatOverflowsFloat() {
        assertEquals(Outcome.NOT_FINITE, outcome(SPEC, new float[] {1, (float) 1e39, 2}));
    }

    @Test
    void rejectsZeroVectorOnlyWhereItWouldBeNormalised() {
        float[] zero = {0, -0.0f, 0};
        assertEquals(Outcome.ZERO_NORM, outcome(SPEC, zero));
        assertMessage("Norm of h is 0, expected more for normalisation l2", SPEC, zero);
        assertArrayEquals(new float[] {0.5f, 0, 0.5f, 0, 0.5f, 0, 0.5f, 0}, features(RAW, zero));
    }

    @Test
    void rejectsProjectionOutOfRange() {
        float[] h = {1e6f, 0, 0};
        assertEquals(Outcome.OUT_OF_RANGE, outcome(RAW, h));
        float first = Directions.of(RAW).component(0, 0) * 1e6f;
        assertMessage("Projection 0 of h is " + first + ", expected -65536.0 to 65536.0", RAW, h);
    }

    @Test
    void rejectsProjectionThatOverflowsToNaN() {
        assertEquals(
                Outcome.OUT_OF_RANGE,
                outcome(FeatureSpec.gaussian(2, 9, 1, 100.0, Normalisation.NONE), new float[] {3e38f, -3e38f}));
    }

    @Test
    void mapsProjectionsUpToTheLimitAndNoneBeyond() {
        FeatureSpec spec = FeatureSpec.gaussian(1, 1, 42, 1.0, Normalisation.NONE);
        float u = Directions.of(spec).component(0, 0);
        float h = FeatureMap.MAX_PROJECTION / u;
        while (h * u > FeatureMap.MAX_PROJECTION) {
            h = Math.nextDown(h);
        }
        while (Math.nextUp(h) * u <= FeatureMap.MAX_PROJECTION) {
            h = Math.nextUp(h);
        }
        assertEquals(Outcome.MAPPED, outcome(spec, new float[] {h}));
        assertEquals(Outcome.MAPPED, outcome(spec, new float[] {-h}));
        assertEquals(Outcome.OUT_OF_RANGE, outcome(spec, new float[] {Math.nextUp(h)}));
        assertEquals(Outcome.OUT_OF_RANGE, outcome(spec, new float[] {-Math.nextUp(h)}));
    }

    /** The bound of Cauchy and Schwarz, met by an x along the longest direction. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1.0, 50.0})
    void vouchesForNormsUpToNearlyTheLimitAndNoneBeyond(double sigma) {
        FeatureSpec spec = FeatureSpec.gaussian(40, 30, 42, sigma, Normalisation.NONE);
        Directions u = Directions.of(spec);
        FeatureMap map = FeatureMap.of(spec, u);
        float[] longest = longest(u);
        double limit = FeatureMap.MAX_PROJECTION / norm(longest);
        assertTrue(map.keepsInRange(0.9999 * limit));
        assertFalse(map.keepsInRange(limit));
        assertFalse(map.keepsInRange(Double.NaN));

        float[] h = new float[40];
        for (int j = 0; j < h.length; j++) {
            h[j] = (float) (longest[j] / norm(longest) * 0.9999 * limit);
        }
        EmbeddingBlock block = EmbeddingBlock.of(40, Normalisation.NONE);
        block.add(h);
        assertTrue(map.keepsInRange(block.lastNorm()));
        assertEquals(Outcome.MAPPED, map.tryApply(h, new float[60]));
    }

    @Test
    void vouchesForEveryUnitVector() {
        assertTrue(FeatureMap.of(SPEC).keepsInRange(1.0 + 0x1p-23));
    }

    @Test
    void refusesBlockOfAnotherKind() {
        FeatureMap map = FeatureMap.of(SPEC);
        Exception e = assertThrows(
                IllegalArgumentException.class,
                () -> map.apply(EmbeddingBlock.of(3, Normalisation.NONE), new float[1000]));
        assertEquals(
                "The block holds embeddings of d = 3, normalisation none, expected d = 3, normalisation l2",
                e.getMessage());
    }

    @Test
    void refusesTooLittleRoomForTheRowsOfABlock() {
        EmbeddingBlock block = EmbeddingBlock.of(3, Normalisation.L2);
        block.add(new float[] {1, 2, 3});
        block.add(new float[] {1, 2, 4});
        FeatureMap map = FeatureMap.of(SPEC);
        Exception e = assertThrows(IllegalArgumentException.class, () -> map.apply(block, new float[15]));
        assertEquals("Length of out is 15, expected at least 16 for 2 rows", e.getMessage());
    }

    @Test
    void refusesDirectionsOfAnotherSpec() {
        Directions other = Directions.of(FeatureSpec.gaussian(3, 4, 43, 1.0, Normalisation.L2));
        Exception e = assertThrows(IllegalArgumentException.class, () -> FeatureMap.of(SPEC, other));
        assertEquals(
                "U was drawn for d = 3, m = 4, seed = 43, sigma = 1.0, sampler = gaussian, expected d = 3, m = 4,"
                        + " seed = 42, sigma = 1.0, sampler = gaussian",
                e.getMessage());
    }

    @Test
    void sharesDirectionsBetweenNormalisations() {
        assertEquals(RAW, FeatureMap.of(RAW, Directions.of(SPEC)).spec());
    }

    @Test
    void normalisedEmbeddingsOfAnyLengthHaveTheSameFeatures() {
        float[] expected = features(SPEC, new float[] {3, -4, 12});
        assertArrayEquals(expected, features(SPEC, new float[] {3 * 0x1p100f, -4 * 0x1p100f, 12 * 0x1p100f}));
        assertArrayEquals(expected, features(SPEC, new float[] {3 * 0x1p-149f, -4 * 0x1p-149f, 12 * 0x1p-149f}));
    }

    @Test
    void leavesTheEmbeddingAlone() {
        float[] h = {3, -4, 12};
        features(SPEC, h);
        assertArrayEquals(new float[] {3, -4, 12}, h);
    }

    /** Two roundings of relative size 2^-24 per column beside those of sine and cosine. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 64, 1000})
    void featureVectorsHaveNormOne(int m) {
        float[] phi = features(FeatureSpec.gaussian(20, m, 5, 1.0, Normalisation.L2), gaussian(20, m));
        double square = 0;
        for (float column : phi) {
            square += (double) column * column;
        }
        assertEquals(1.0, square, 1.24e-7 + 4 * 0x1.01p-24);
    }

    @ParameterizedTest
    @CsvSource({"64, 16", "64, 4", "1024, 64", "12, 3", "28, 7"})
    void prefixIsExactWhereTheQuotientIsAPowerOfFour(int m, int fewer) {
        assertEquals(0, largestPrefixError(m, fewer), 0.0);
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "64, 32", "128, 64", "1024, 2"})
    void prefixIsWithinOneUlpBetweenPowersOfTwo(int m, int fewer) {
        assertEquals(0, largestPrefixError(m, fewer), 1.0);
    }

    @ParameterizedTest
    @CsvSource({"64, 48", "70, 1", "23, 6", "96, 32", "1002, 1001", "3997, 1002"})
    void prefixIsWithinFourUlpOtherwise(int m, int fewer) {
        assertEquals(0, largestPrefixError(m, fewer), 4.0);
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameBitsInEveryThread(Normalisation normalisation) throws InterruptedException, ExecutionException {
        FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(33, 65, 9, 1.0, normalisation));
        FeatureMap larger = FeatureMap.of(FeatureSpec.gaussian(50, 99, 9, 1.0, normalisation));
        int expected = digest(map, larger, 0);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> digests = new ArrayList<>();
            for (int task = 0; task < 16; task++) {
                int largerEvery = 1 + task;
                digests.add(threads.submit(() -> digest(map, larger, largerEvery)));
            }
            for (Future<Integer> digest : digests) {
                assertEquals(expected, digest.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Until C2 has compiled the map, the Vector API allocates. */
    @ParameterizedTest
    @ValueSource(ints = {64, 50})
    void allocatesNothingOnceCompiled(int m) {
        FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(64, m, 42, 1.0, Normalisation.L2));
        EmbeddingBlock block = EmbeddingBlock.of(64, Normalisation.L2);
        float[] h = gaussian(64, 1);
        float[] out = new float[block.capacity() * 2 * m];
        float[] row = new float[2 * m];
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        long allocatedBytes;
        do {
            allocatedBytes = allocatedBytes(() -> {
                map.tryApply(h, row);
                if (block.isFull()) {
                    map.apply(block, out);
                    block.clear();
                }
                block.add(h);
            });
        } while (allocatedBytes >= 1000 && System.nanoTime() < deadline);
        long last = allocatedBytes;
        assertTrue(last < 1000, () -> last + " bytes for 1000 calls");
    }

    private static long allocatedBytes(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < 1000; call++) {
            action.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** A digest of the features of 500 rows; between them another map uses the thread's workspace. */
    private static int digest(FeatureMap map, FeatureMap larger, int largerEvery) {
        int digest = 1;
        float[] out = new float[map.spec().columns()];
        for (int row = 0; row < 500; row++) {
            if (largerEvery > 0 && row % largerEvery == 0) {
                larger.apply(gaussian(50, row), new float[198]);
            }
            map.apply(gaussian(33, row), out);
            for (float column : out) {
                digest = 31 * digest + Float.floatToRawIntBits(column);
            }
        }
        return digest;
    }

    /** In ulp of the features of the fewer directions. */
    private static double largestPrefixError(int m, int fewer) {
        FeatureSpec spec = FeatureSpec.gaussian(8, m, 77, 1.0, Normalisation.L2);
        FeatureMap whole = FeatureMap.of(spec);
        FeatureMap prefix = FeatureMap.of(spec.prefix(fewer));
        float[] phi = new float[spec.columns()];
        float[] expected = new float[2 * fewer];
        double largest = 0;
        for (int row = 0; row < 50; row++) {
            whole.apply(gaussian(8, row), phi);
            prefix.apply(gaussian(8, row), expected);
            for (int c = 0; c < expected.length; c++) {
                double error = phi[c] * Math.sqrt((double) m / fewer) - expected[c];
                largest = Math.max(largest, Math.abs(error) / Math.ulp(expected[c]));
            }
        }
        return largest;
    }

    private static float[] longest(Directions u) {
        float[] longest = new float[u.spec().d()];
        for (int i = 0; i < u.spec().m(); i++) {
            longest = norm(u.direction(i)) > norm(longest) ? u.direction(i) : longest;
        }
        return longest;
    }

    private static double norm(float[] vector) {
        double s = 0;
        for (float component : vector) {
            s += (double) component * component;
        }
        return Math.sqrt(s);
    }

    private static float[] gaussian(int d, long seed) {
        Random random = new Random(seed);
        float[] h = new float[d];
        for (int j = 0; j < d; j++) {
            h[j] = (float) random.nextGaussian();
        }
        return h;
    }

    private static float[] features(FeatureSpec spec, float[] h) {
        float[] out = new float[spec.columns()];
        FeatureMap.of(spec).apply(h, out);
        return out;
    }

    private static Outcome outcome(FeatureSpec spec, float[] h) {
        return FeatureMap.of(spec).tryApply(h, new float[spec.columns()]);
    }

    private static void assertMessage(String expected, FeatureSpec spec, float[] h) {
        FeatureMap map = FeatureMap.of(spec);
        Exception e = assertThrows(IllegalArgumentException.class, () -> map.apply(h, new float[spec.columns()]));
        assertEquals(expected, e.getMessage());
    }
}
