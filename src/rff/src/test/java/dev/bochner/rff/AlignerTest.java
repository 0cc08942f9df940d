package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.bochner.rff.FeatureMap.Outcome;
import dev.bochner.rff.Stabiliser.Kind;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Features of stabilised embeddings: phi of x W, however it is computed. */
final class AlignerTest {
    private static final FeatureSpec PLAIN = FeatureSpec.gaussian(3, 4, 42, 1.0, Normalisation.L2);
    private static final FeatureSpec ROTATED = PLAIN.stabilisedBy(Stabiliser.of(Kind.PROCRUSTES));
    private static final FeatureSpec AVERAGED = PLAIN.stabilisedBy(Stabiliser.of(Kind.RUNNING_MEAN));

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "32, 32", "64, 64", "67, 67", "64, 18", "18, 64", "5, 1", "1, 9", "130, 7"})
    void equalsTheLinearMapFollowedByThePlainMap(int length, int d) {
        for (Normalisation normalisation : Normalisation.values()) {
            FeatureSpec spec = spec(length, d, normalisation);
            Directions u = Directions.of(spec);
            LinearMap w = gaussianMap(length, d, 3);
            FeatureMap whole = FeatureMap.of(spec, u, w);
            Aligner aligner = Aligner.of(normalisation, w);
            FeatureMap rest = FeatureMap.of(spec.afterStabiliser());
            float[] y = new float[d];
            float[] expected = new float[spec.columns()];
            float[] actual = new float[spec.columns()];
            for (int row = 0; row < 50; row++) {
                float[] h = gaussian(length, row);
                assertEquals(Outcome.MAPPED, aligner.apply(h, y));
                rest.apply(y, expected);
                whole.apply(h, actual);
                assertArrayEquals(expected, actual);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "64, 64", "64, 18", "18, 64"})
    void isOneChainOfFmasPerComponent(int length, int d) {
        LinearMap w = gaussianMap(length, d, 4);
        float[] x = gaussian(length, 5);
        float[] y = new float[d];
        assertEquals(Outcome.MAPPED, Aligner.of(Normalisation.NONE, w).apply(x, y));
        for (int k = 0; k < d; k++) {
            float sum = 0;
            for (int j = 0; j < length; j++) {
                sum = Math.fma(x[j], w.element(j, k), sum);
            }
            assertEquals(sum, y[k]);
        }
        float[] mapped = new float[d];
        w.apply(x, mapped);
        assertArrayEquals(y, mapped);
    }

    /** Around every width that a vectorised loop may have. */
    @Test
    void projectsToTheSameBitsByLoopsAndByVectors() {
        for (int d : new int[] {1, 2, 3, 4, 5, 63, 64, 65}) {
            for (int columns = 1; columns <= 140; columns++) {
                float[][] ut = new float[d][];
                for (int j = 0; j < d; j++) {
                    ut[j] = gaussian(columns, columns * 100 + j);
                }
                Projection loops = new LoopProjection(ut);
                Projection vectors = VectorProjection.of(ut, IntUnaryOperator.identity());
                float[] x = gaussian(d, columns);
                float[] expected = new float[loops.stride()];
                float[] actual = new float[vectors.stride()];
                loops.project(x, expected);
                vectors.project(x, actual);
                assertArrayEquals(Arrays.copyOf(expected, columns), Arrays.copyOf(actual, columns));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theIdentityChangesNothing(Normalisation normalisation) {
        FeatureSpec spec = spec(33, 33, normalisation);
        float[] h = gaussian(33, 1);
        float[] expected = new float[spec.columns()];
        FeatureMap.of(spec.stabilisedBy(Stabiliser.NONE)).apply(h, expected);
        float[] actual = new float[spec.columns()];
        FeatureMap.of(spec, Directions.of(spec), LinearMap.identity(33)).apply(h, actual);
        assertArrayEquals(expected, actual);
    }

    /** Serving may fold W into U and keep one layer: u_i' = W u_i. */
    @ParameterizedTest
    @CsvSource({"L2, 32, 32, 1", "NONE, 32, 32, 1", "L2, 64, 18, 3", "NONE, 18, 64, 30", "L2, 1, 1, 1"})
    void isWithinTheBoundOfFoldedDirections(Normalisation normalisation, int length, int d, double sigma) {
        FeatureSpec spec = FeatureSpec.gaussian(d, 40, 9, sigma, normalisation).stabilisedBy(stabiliser(length, d));
        Directions u = Directions.of(spec);
        LinearMap w = gaussianMap(length, d, 6);
        FeatureMap map = FeatureMap.of(spec, u, w);
        ErrorBound bound = ErrorBound.of(spec, u, w);
        float[] phi = new float[spec.columns()];
        for (int row = 0; row < 20; row++) {
            float[] h = gaussian(length, row);
            map.apply(h, phi);
            double norm = normalisation == Normalisation.L2 ? norm(h) : 1;
            for (int i = 0; i < spec.m(); i++) {
                double z = folded(u, w, i, h) / norm;
                // What the sum in double may lose itself.
                double own = 1e-12 * (1 + Math.abs(z));
                double cos = Math.cos(z) / Math.sqrt(spec.m());
                double sin = Math.sin(z) / Math.sqrt(spec.m());
                assertEquals(cos, phi[2 * i], bound.ofColumn(h, 2 * i) + own);
                assertEquals(sin, phi[2 * i + 1], bound.ofColumn(h, 2 * i + 1) + own);
            }
            assertTrue(bound.ofRow(h) < 1e-3 * sigma, () -> "bound is " + bound.ofRow(h) + ", which says little");
        }
    }

    private static double folded(Directions u, LinearMap w, int i, float[] h) {
        double z = 0;
        for (int j = 0; j < h.length; j++) {
            double component = 0;
            for (int k = 0; k < w.columns(); k++) {
                component += (double) w.element(j, k) * u.component(i, k);
            }
            z += component * h[j];
        }
        return z;
    }

    @Test
    void sharesDirectionsWithWhatIsLeftAfterTheStabiliser() {
        Directions u = Directions.of(ROTATED);
        assertEquals(u.sha256(), Directions.of(ROTATED.afterStabiliser()).sha256());
        assertEquals(
                ROTATED.afterStabiliser(),
                FeatureMap.of(ROTATED.afterStabiliser(), u).spec());
        Directions after = Directions.of(ROTATED.afterStabiliser());
        FeatureMap map = FeatureMap.of(ROTATED, after, LinearMap.identity(3));
        assertEquals(ROTATED, map.spec());
    }

    @Test
    void takesEmbeddingsOfTheLengthThatItsMapHas() {
        FeatureSpec spec = spec(5, 2, Normalisation.L2);
        FeatureMap map = FeatureMap.of(spec, Directions.of(spec), gaussianMap(5, 2, 1));
        assertEquals(5, map.inputLength());
        assertEquals(3, FeatureMap.of(PLAIN).inputLength());
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> map.tryApply(new float[2], new float[spec.columns()]));
        assertEquals("Dimension of h is 2, expected 5", e.getMessage());
    }

    @Test
    void tellsWhatBecameOfAnEmbedding() {
        LinearMap w = LinearMap.of(new float[][] {{1e30f, 0}, {1e30f, 1}});
        Aligner raw = Aligner.of(Normalisation.NONE, w);
        Aligner unit = Aligner.of(Normalisation.L2, w);
        float[] y = new float[2];
        assertEquals(Outcome.NOT_FINITE, raw.apply(new float[] {1, Float.NaN}, y));
        assertEquals(Outcome.NOT_FINITE, unit.apply(new float[] {1, Float.NEGATIVE_INFINITY}, y));
        assertEquals(Outcome.ZERO_NORM, unit.apply(new float[2], y));
        assertEquals(Outcome.MAPPED, raw.apply(new float[2], y));
        assertEquals(Outcome.OUT_OF_RANGE, raw.apply(new float[] {1e9f, 0}, y));
        assertEquals(Outcome.MAPPED, raw.apply(new float[] {1e8f, 0}, y));
        assertEquals(Outcome.MAPPED, unit.apply(new float[] {1e9f, 0}, y));
        assertArrayEquals(new float[] {1e30f, 0}, y);
    }

    @Test
    void namesTheComponentThatOverflowed() {
        FeatureSpec spec =
                FeatureSpec.gaussian(2, 4, 42, 1.0, Normalisation.NONE).stabilisedBy(Stabiliser.of(Kind.PROCRUSTES));
        LinearMap w = LinearMap.of(new float[][] {{1, 1e30f}, {1, 0}});
        FeatureMap map = FeatureMap.of(spec, Directions.of(spec), w);
        Exception e =
                assertThrows(IllegalArgumentException.class, () -> map.apply(new float[] {1e9f, 0}, new float[8]));
        assertEquals("Component 1 of x W is Infinity, expected a finite float32", e.getMessage());
    }

    @Test
    void rejectsArraysOfWrongLengths() {
        Aligner aligner = Aligner.of(Normalisation.L2, gaussianMap(3, 2, 1));
        Exception h = assertThrows(IllegalArgumentException.class, () -> aligner.apply(new float[2], new float[2]));
        assertEquals("Dimension of h is 2, expected 3", h.getMessage());
        Exception y = assertThrows(IllegalArgumentException.class, () -> aligner.apply(new float[3], new float[3]));
        assertEquals("Length of y is 3, expected 2", y.getMessage());
    }

    @Test
    void refusesAStabilisedSpecWithoutTheMapOfTheDay() {
        String expected = "Features of stabiliser procrustes need the linear map of the day, expected it as third"
                + " argument: FeatureMap.of(spec, directions, W) with W from transform.npy of the state that the"
                + " snapshot's manifest names";
        Directions u = Directions.of(ROTATED);
        assertRefused(expected, () -> FeatureMap.of(ROTATED));
        assertRefused(expected, () -> FeatureMap.of(ROTATED, u));
        assertRefused(expected, () -> ErrorBound.of(ROTATED, u));
    }

    @Test
    void refusesTheRunningMeanWhateverIsGiven() {
        String expected = "Features of stabiliser running-mean depend on the item's history and not on one embedding:"
                + " read them in the table, or map the item's mean in the state that the snapshot's manifest names, by"
                + " FeatureMap.of(spec.afterStabiliser())";
        Directions u = Directions.of(AVERAGED);
        assertRefused(expected, () -> FeatureMap.of(AVERAGED));
        assertRefused(expected, () -> FeatureMap.of(AVERAGED, u));
        assertRefused(expected, () -> FeatureMap.of(AVERAGED, u, LinearMap.identity(3)));
    }

    @Test
    void refusesAMapThatTheSpecDoesNotAskFor() {
        Directions u = Directions.of(PLAIN);
        assertRefused(
                "Spec has no stabiliser, expected one that applies W; without one the map is"
                        + " FeatureMap.of(spec, directions)",
                () -> FeatureMap.of(PLAIN, u, LinearMap.identity(3)));
        assertRefused(
                "W has 2 columns, expected 3, the d of the spec",
                () -> FeatureMap.of(ROTATED, u, gaussianMap(3, 2, 1)));
    }

    @Test
    void refusesABlockOfEmbeddingsThatWereNotAligned() {
        FeatureMap map = FeatureMap.of(ROTATED, Directions.of(ROTATED), LinearMap.identity(3));
        assertRefused(
                "The map applies W to one embedding at a time, expected one that needs none: gather what an Aligner"
                        + " makes, and map it by FeatureMap.of(spec.afterStabiliser())",
                () -> map.apply(EmbeddingBlock.of(3, Normalisation.L2), new float[1000]));
    }

    /** Kernel values of landmark features are those of coordinates in R^J: U is drawn there, N(0, sigma^2 I). */
    @ParameterizedTest
    @ValueSource(ints = {4, 40})
    void estimatesTheKernelInTheLandmarksSpace(int landmarks) {
        FeatureSpec spec = FeatureSpec.gaussian(landmarks, 4000, 11, 1.0, Normalisation.L2)
                .stabilisedBy(stabiliser(16, landmarks));
        LinearMap w = orthonormal(16, landmarks);
        FeatureMap map = FeatureMap.of(spec, Directions.of(spec), w);
        Aligner aligner = Aligner.of(Normalisation.L2, w);
        float[] a = gaussian(16, 1);
        float[] b = gaussian(16, 2);
        float[] phiA = new float[spec.columns()];
        float[] phiB = new float[spec.columns()];
        map.apply(a, phiA);
        map.apply(b, phiB);
        float[] ya = new float[landmarks];
        float[] yb = new float[landmarks];
        aligner.apply(a, ya);
        aligner.apply(b, yb);
        double squares = 0;
        for (int k = 0; k < landmarks; k++) {
            squares += (ya[k] - yb[k]) * (double) (ya[k] - yb[k]);
        }
        double k = Math.exp(-squares / 2);
        // Five standard deviations of the estimate, (1 - k^2) / sqrt(2m).
        assertEquals(k, dot(phiA, phiB), 5 * (1 - k * k) / Math.sqrt(2 * 4000));
    }

    @Test
    void allocatesNothingOnceCompiled() {
        FeatureSpec spec = spec(64, 18, Normalisation.L2);
        FeatureMap map = FeatureMap.of(spec, Directions.of(spec), gaussianMap(64, 18, 2));
        Aligner aligner = Aligner.of(Normalisation.L2, gaussianMap(64, 18, 2));
        float[] h = gaussian(64, 1);
        float[] y = new float[18];
        float[] out = new float[spec.columns()];
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        long bytes;
        do {
            bytes = allocatedBytes(() -> {
                map.tryApply(h, out);
                aligner.apply(h, y);
            });
        } while (bytes >= 1000 && System.nanoTime() < deadline);
        long last = bytes;
        assertTrue(last < 1000, () -> last + " bytes for 1000 calls");
    }

    private static long allocatedBytes(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int call = 0; call < 1000; call++) {
            action.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void assertRefused(String expected, Runnable action) {
        Exception e = assertThrows(IllegalArgumentException.class, action::run);
        assertEquals(expected, e.getMessage());
    }

    private static FeatureSpec spec(int length, int d, Normalisation normalisation) {
        return FeatureSpec.gaussian(d, 20, 42, 1.0, normalisation).stabilisedBy(stabiliser(length, d));
    }

    private static Stabiliser stabiliser(int length, int d) {
        return length == d
                ? Stabiliser.of(Kind.PROCRUSTES)
                : Stabiliser.ofLandmarks(
                        IntStream.range(0, d).mapToObj(k -> "landmark " + k).toList());
    }

    /** Columns, or rows if there are fewer, of a Householder reflection: orthonormal within float32. */
    private static LinearMap orthonormal(int rows, int columns) {
        int n = Math.max(rows, columns);
        float[] v = gaussian(n, 8);
        double square = norm(v) * norm(v);
        float[][] w = new float[rows][columns];
        for (int j = 0; j < rows; j++) {
            for (int k = 0; k < columns; k++) {
                w[j][k] = (float) ((j == k ? 1 : 0) - 2 * v[j] * v[k] / square);
            }
        }
        return LinearMap.of(w);
    }

    private static LinearMap gaussianMap(int rows, int columns, long seed) {
        float[][] w = new float[rows][];
        for (int j = 0; j < rows; j++) {
            w[j] = gaussian(columns, seed * 1000 + j);
        }
        return LinearMap.of(w);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }

    private static double norm(float[] v) {
        return Math.sqrt(dot(v, v));
    }

    private static float[] gaussian(int d, long seed) {
        Random random = new Random(seed);
        float[] h = new float[d];
        for (int j = 0; j < d; j++) {
            h[j] = (float) random.nextGaussian();
        }
        return h;
    }
}
