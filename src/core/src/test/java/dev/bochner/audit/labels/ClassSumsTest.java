package dev.bochner.audit.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.drift.GaussianKernel;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.rff.Normalisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alignment by class sums and by sample, against all pairs. */
final class ClassSumsTest {
    private static final List<List<String>> CLASSES = List.of(
            List.of("a"), List.of("b"), List.of("a", "b"), List.of("c"), List.of("a", "c"), List.of("b"), List.of());

    private static List<float[]> vectors(int n, long seed) {
        Random random = new Random(seed);
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            vectors.add(new float[] {
                (float) random.nextGaussian(), (float) random.nextGaussian(), (float) random.nextGaussian()
            });
        }
        return vectors;
    }

    private static List<String> classes(int i) {
        return CLASSES.get(i % CLASSES.size());
    }

    private static long shared(int i, int j) {
        return classes(i).stream().filter(classes(j)::contains).count();
    }

    private static double dot(float[] some, float[] other) {
        return some[0] * other[0] + some[1] * other[1] + some[2] * other[2];
    }

    /** Alignment and contrast by their definitions. */
    private static double[] bruteForce(List<float[]> vectors, ToDoubleBiFunction<float[], float[]> kernel) {
        double within = 0;
        double all = 0;
        double sharing = 0;
        double pairs = 0;
        for (int i = 0; i < vectors.size(); i++) {
            for (int j = 0; j < vectors.size(); j++) {
                if (i != j) {
                    double k = kernel.applyAsDouble(vectors.get(i), vectors.get(j));
                    within += shared(i, j) * k;
                    sharing += shared(i, j);
                    all += k;
                    pairs++;
                }
            }
        }
        return new double[] {within / pairs, within / sharing - all / pairs};
    }

    private static ClassSums sums(List<float[]> vectors, int from, int to) {
        ClassSums sums = new ClassSums(3);
        for (int i = from; i < to; i++) {
            sums.add(classes(i), vectors.get(i));
        }
        return sums;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithAllPairsHoweverTheItemsAreSplit(long seed) {
        List<float[]> vectors = vectors(50, seed);
        double[] expected = bruteForce(vectors, ClassSumsTest::dot);
        for (int cut : new int[] {0, 1, 20, 50}) {
            ClassSums sums = sums(vectors, 0, cut).add(sums(vectors, cut, 50));
            assertEquals(50, sums.items());
            assertEquals(expected[0], sums.alignment().orElseThrow(), 1e-6);
            assertEquals(expected[1], sums.contrast().orElseThrow(), 1e-6);
        }
    }

    @Test
    void collapseHasMostAlignmentAndNoContrast() {
        ClassSums sums = new ClassSums(1);
        for (String label : List.of("a", "a", "a", "a")) {
            sums.add(List.of(label), new float[] {1});
        }
        assertEquals(1.0, sums.alignment().orElseThrow(), 1e-12);
        assertEquals(0.0, sums.contrast().orElseThrow(), 1e-12);
    }

    @Test
    void withoutPairsThereIsNoFigure() {
        ClassSums sums = new ClassSums(1);
        assertEquals(OptionalDouble.empty(), sums.alignment());
        sums.add(List.of("a"), new float[] {1});
        assertEquals(OptionalDouble.empty(), sums.alignment());
        sums.add(List.of("b"), new float[] {1});
        assertEquals(0.0, sums.alignment().orElseThrow());
        assertEquals(OptionalDouble.empty(), sums.contrast());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void gaussianAlignmentIsThatOfAllPairsOfTheSample(long seed) {
        List<float[]> vectors = vectors(60, seed);
        GaussianKernel kernel = new GaussianKernel(1.3, Normalisation.L2);
        double[] expected = bruteForce(vectors, kernel::of);
        Map<Measure, Metric> found = gaussian(vectors, kernel);
        assertEquals(expected[0], found.get(Measure.ALIGNMENT).value(), 1e-12);
        assertEquals(expected[1], found.get(Measure.ALIGNMENT_CONTRAST).value(), 1e-12);
        assertEquals("gaussian", found.get(Measure.ALIGNMENT).part());
    }

    private static Map<Measure, Metric> gaussian(List<float[]> vectors, GaussianKernel kernel) {
        return gaussian(vectors, IntStream.range(0, vectors.size()), kernel);
    }

    private static Map<Measure, Metric> gaussian(List<float[]> vectors, IntStream items, GaussianKernel kernel) {
        GaussianAlignment sample = new GaussianAlignment();
        items.forEach(i -> sample.add(classes(i), vectors.get(i)));
        return sample.metrics(kernel).stream().collect(Collectors.toMap(Metric::measure, metric -> metric));
    }

    @Test
    void intervalsOfSamplesHoldTheFigureOfAllItems() {
        GaussianKernel kernel = new GaussianKernel(1.0, Normalisation.L2);
        List<float[]> vectors = vectors(700, 99);
        double[] truth = bruteForce(vectors, kernel::of);
        int held = 0;
        for (long seed = 0; seed < 100; seed++) {
            IntStream sample = new Random(seed).ints(0, 700).distinct().limit(60);
            Map<Measure, Metric> found = gaussian(vectors, sample, kernel);
            held += holds(found.get(Measure.ALIGNMENT), truth[0]) ? 1 : 0;
            held += holds(found.get(Measure.ALIGNMENT_CONTRAST), truth[1]) ? 1 : 0;
        }
        int times = held;
        assertTrue(times >= 180, () -> "95 % intervals held " + times + " times of 200");
    }

    private static boolean holds(Metric metric, double truth) {
        return Math.abs(metric.value() - truth) <= metric.precision().halfWidth();
    }
}
