package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each column of phi is within the stated bound of the {@link Oracle}. */
final class ErrorBoundTest {
    static Stream<FeatureSpec> specs() {
        return Stream.of(
                FeatureSpec.gaussian(1, 5, 42, 1.0, Normalisation.NONE),
                FeatureSpec.gaussian(2, 7, -1, 1.0, Normalisation.L2),
                FeatureSpec.gaussian(16, 6, 3, 0.25, Normalisation.L2),
                FeatureSpec.gaussian(64, 8, 42, 1.0, Normalisation.L2),
                FeatureSpec.gaussian(64, 8, 42, 1.0, Normalisation.NONE),
                FeatureSpec.gaussian(33, 3, 7, 500.0, Normalisation.L2),
                FeatureSpec.gaussian(40, 3, 7, 1e-30, Normalisation.NONE),
                FeatureSpec.gaussian(8, 3, 7, 1e30, Normalisation.NONE),
                FeatureSpec.gaussian(8, 3, 7, 1e-44, Normalisation.NONE));
    }

    static Stream<FeatureSpec> specsOfSeveralModerateComponents() {
        return specs().filter(spec -> spec.d() > 1 && spec.sigma() > 1e-3 && spec.sigma() < 1e3);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void holdsForRandomEmbeddingsOfEverySize(FeatureSpec spec) {
        Random random = new Random(spec.d());
        List<float[]> embeddings = new ArrayList<>();
        for (double size : new double[] {1, 1e-3, 30, 1e3, 2e4, 1e-20, 1e-38, 1e-43, 1e25}) {
            for (int n = 0; n < 4; n++) {
                embeddings.add(gaussian(spec.d(), size, random));
            }
        }
        assertBoundHolds(spec, embeddings);
    }

    /**
     * For d = 1 the projection can be steered: to both sides of each point where k changes, and to where cos or sin
     * is 0.
     */
    @Test
    void holdsWhereTheReductionIsAtItsSeams() {
        FeatureSpec spec = FeatureSpec.gaussian(1, 1, 42, 1.0, Normalisation.NONE);
        float u = Directions.of(spec).component(0, 0);
        List<float[]> embeddings = new ArrayList<>();
        for (int n : new int[] {1, 2, 3, 4, 5, 161, 322, 323, 1425, 2850, 33433, 66866, 83441, 83442, 83443}) {
            float h = (float) (n * (Math.PI / 4) / u);
            for (int ulps = -3; ulps <= 3; ulps++) {
                embeddings.add(new float[] {h + ulps * Math.ulp(h)});
                embeddings.add(new float[] {-(h + ulps * Math.ulp(h))});
            }
        }
        assertBoundHolds(spec, embeddings);
    }

    /**
     * Terms of 60 000 or 100 that cancel to less than 1: the bound is large, but it must hold. Of the first
     * direction alone, as the terms do not cancel in the others.
     */
    @ParameterizedTest
    @MethodSource("specsOfSeveralModerateComponents")
    void holdsWhereTheTermsOfAProjectionCancel(FeatureSpec spec) {
        List<float[]> embeddings = new ArrayList<>();
        float[] u = Directions.of(spec).direction(0);
        for (int j = 0; j + 1 < spec.d(); j++) {
            for (double term : new double[] {60_000, -60_000, 100, -100}) {
                double size = term / ((double) u[j] * u[j + 1]);
                float[] h = new float[spec.d()];
                h[j] = (float) (size * u[j + 1]);
                h[j + 1] = (float) (-size * u[j]);
                h[spec.d() - 1] += 0.3f;
                embeddings.add(h);
            }
        }
        assertBoundHolds(spec.prefix(1), embeddings);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void holdsForZerosSubnormalsAndLoneComponents(FeatureSpec spec) {
        List<float[]> embeddings = new ArrayList<>();
        for (float value :
                new float[] {0.0f, -0.0f, Float.MIN_VALUE, -3 * Float.MIN_VALUE, 1e-40f, Float.MIN_NORMAL, 1}) {
            float[] all = new float[spec.d()];
            Arrays.fill(all, value);
            embeddings.add(all);
            float[] last = new float[spec.d()];
            last[spec.d() - 1] = value;
            embeddings.add(last);
        }
        assertBoundHolds(spec, embeddings);
    }

    @Test
    void isWhatItsDocumentationSays() {
        FeatureSpec spec = FeatureSpec.gaussian(2, 4, 42, 1.0, Normalisation.NONE);
        Directions u = Directions.of(spec);
        double products = Math.abs(u.component(1, 0) * 3.0) + Math.abs(u.component(1, 1) * 5.0);
        double gamma = 2 * 0x1p-24 / (1 - 2 * 0x1p-24);
        double expected = 0.5 * (gamma * products + 7.2e-8 + 0x1.00001p-23);
        float[] h = {3, -5};
        ErrorBound bound = ErrorBound.of(spec, u);
        assertEquals(expected, bound.ofColumn(h, 2), 1e-11 * expected);
        assertEquals(bound.ofColumn(h, 2), bound.ofColumn(h, 3));
        assertEquals(
                Stream.of(0, 2, 4, 6)
                        .mapToDouble(c -> bound.ofColumn(h, c))
                        .max()
                        .orElseThrow(),
                bound.ofRow(h));
    }

    @Test
    void isNeverMoreThanASineCanBeWrong() {
        FeatureSpec spec = FeatureSpec.gaussian(2, 1, 42, 1.0, Normalisation.NONE);
        double bound = ErrorBound.of(spec, Directions.of(spec)).ofRow(new float[] {1e30f, 1e30f});
        assertEquals(2.0, bound, 1e-6);
    }

    private static void assertBoundHolds(FeatureSpec spec, List<float[]> embeddings) {
        Directions u = Directions.of(spec);
        FeatureMap map = FeatureMap.of(spec, u);
        ErrorBound bound = ErrorBound.of(spec, u);
        float[] phi = new float[spec.columns()];
        int mapped = 0;
        for (float[] h : embeddings) {
            if (map.tryApply(h, phi) == FeatureMap.Outcome.MAPPED) {
                mapped++;
                for (int i = 0; i < spec.m(); i++) {
                    BigDecimal[] exact = Oracle.columns(spec, u.direction(i), h);
                    assertWithin(bound.ofColumn(h, 2 * i), exact[0], phi[2 * i], spec);
                    assertWithin(bound.ofColumn(h, 2 * i + 1), exact[1], phi[2 * i + 1], spec);
                }
            }
        }
        assertTrue(mapped >= 4, "only " + mapped + " embeddings were mapped");
    }

    private static void assertWithin(double bound, BigDecimal exact, float actual, FeatureSpec spec) {
        BigDecimal error = exact.subtract(new BigDecimal(actual)).abs();
        assertTrue(
                error.compareTo(new BigDecimal(bound)) <= 0,
                () -> "error " + error.doubleValue() + " is over " + bound + " for " + spec);
    }

    private static float[] gaussian(int d, double size, Random random) {
        float[] h = new float[d];
        for (int j = 0; j < d; j++) {
            h[j] = (float) (size * random.nextGaussian());
        }
        return h;
    }
}
