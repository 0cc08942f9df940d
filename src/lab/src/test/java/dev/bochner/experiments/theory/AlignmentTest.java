package dev.bochner.experiments.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AlignmentTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.8, 1, 4})
    void meanKernelIsElementaryInOneAndThreeDimensions(double variance) {
        assertEquals((1 + Math.exp(-2 * variance)) / 2, Sphere.meanKernel(1, variance), 1e-14);
        assertEquals(Math.exp(-variance) * Math.sinh(variance) / variance, Sphere.meanKernel(3, variance), 1e-14);
    }

    @Test
    void meanKernelIsTheMeanOverTheCircle() {
        double mean = IntStream.range(0, 1000)
                .mapToDouble(i -> Math.exp(-0.7 * (1 - Math.cos(2 * Math.PI * i / 1000))))
                .average()
                .orElseThrow();
        assertEquals(mean, Sphere.meanKernel(2, 0.7), 1e-13);
    }

    /** Simpson's rule on the integral of (dQ/dQ*)^2 dQ* in one dimension. */
    @Test
    void chiSquaredIsTheIntegral() {
        double variance = 0.4;
        int n = 4000;
        double step = 20.0 / n;
        double sum = 0;
        for (int i = 0; i <= n; i++) {
            double u = -10 + i * step;
            double weight = i == 0 || i == n ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-u * u / variance + u * u / 2) / (variance * Math.sqrt(2 * Math.PI));
        }
        assertEquals(sum * step / 3 - 1, Sphere.chiSquared(1, variance), 1e-12);
        assertEquals(Math.pow(sum * step / 3, 5) - 1, Sphere.chiSquared(5, variance), 1e-10);
        assertEquals(0, Sphere.chiSquared(64, 1));
        assertEquals(Double.POSITIVE_INFINITY, Sphere.chiSquared(1, 2));
    }

    @Test
    void alignmentIsTheMeanOverPairs() {
        Alignment sizes = new Alignment(3, 7, 5);
        float[][] points = sizes.points(RandomStreams.of(1));
        FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(3, 5, 42, Math.sqrt(0.8), Normalisation.L2));
        double sum = 0;
        for (int i = 0; i < 7; i++) {
            for (int j = 0; j < 7; j++) {
                sum += i == j ? 0 : product(map, points[i], points[j]);
            }
        }
        assertEquals(sum / 42, sizes.of(points, 0.8, 42), 1e-12);
    }

    private static double product(FeatureMap map, float[] a, float[] b) {
        float[] phi = new float[10];
        float[] other = new float[10];
        map.apply(a, phi);
        map.apply(b, other);
        double sum = 0;
        for (int c = 0; c < 10; c++) {
            sum += (double) phi[c] * other[c];
        }
        return sum;
    }

    @Test
    void alignmentOfManyDirectionsIsTheClosedForm() {
        Alignment sizes = new Alignment(16, 400, 4000);
        assertEquals(Sphere.meanKernel(16, 0.8), sizes.of(sizes.points(RandomStreams.of(2)), 0.8, 7), 0.01);
    }

    @Test
    void thePrintedBoundIsAsPrinted() {
        double delta = (Math.pow(0.1 * 1.9, -1) - 1) / 2;
        double expected = 2 / 0.16 * Math.exp(-1000 * 0.16 / 64) + Math.exp(-500 * 0.16 / (64 * (1 + delta)));
        assertEquals(expected, new Alignment(2, 500, 1000).printedBound(0.1, 0.4), 1e-12);
    }
}
