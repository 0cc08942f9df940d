package dev.bochner.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.plan.EmbeddingSample.Item;
import dev.bochner.rff.Criterion;
import dev.bochner.rff.Geometry;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Precision;
import dev.bochner.store.source.SourceException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EmbeddingSampleTest {
    private static EmbeddingSample gaussian(int items, int d, Normalisation normalisation) {
        SplittableRandom random = new SplittableRandom(5);
        List<Item> all = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            float[] h = new float[d];
            for (int j = 0; j < d; j++) {
                h[j] = (float) random.nextGaussian();
            }
            all.add(new Item("item-" + i, h));
        }
        return EmbeddingSample.of(all, d, normalisation).orElseThrow();
    }

    private static EmbeddingSample of(Normalisation normalisation, float[]... embeddings) {
        List<Item> items = new ArrayList<>();
        for (float[] h : embeddings) {
            items.add(new Item(Integer.toString(items.size()), h));
        }
        return EmbeddingSample.of(items, embeddings[0].length, normalisation).orElseThrow();
    }

    @Test
    void eachItemIsInAsManyPairsAsAnyOther() {
        EmbeddingSample sample = gaussian(100, 3, Normalisation.L2);
        assertEquals(800, sample.pairs());
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pair = 0; pair < sample.pairs(); pair++) {
            assertNotEquals(sample.first(pair), sample.second(pair));
            counts.merge(sample.first(pair), 1, Integer::sum);
            counts.merge(sample.second(pair), 1, Integer::sum);
        }
        assertEquals(100, counts.size());
        assertTrue(counts.values().stream().allMatch(count -> count == 16), counts.toString());
    }

    @Test
    void medianSigmaIsOneOverTheMedianDistance() {
        // Distances 3, 4 and 5.
        EmbeddingSample triangle = of(Normalisation.NONE, new float[] {0, 0}, new float[] {3, 0}, new float[] {0, 4});
        assertEquals(0.25, triangle.medianSigma());
        // Unit vectors at right angles, all but one of four pairs.
        EmbeddingSample cross = of(Normalisation.L2, new float[] {2, 0}, new float[] {0, 9}, new float[] {-1, 0});
        assertEquals(Math.sqrt(0.5), cross.medianSigma(), 1e-15);
    }

    @Test
    void refusesAMedianOfZero() {
        EmbeddingSample rounded = of(Normalisation.L2, new float[] {1, 1}, new float[] {2, 2}, new float[] {3, 3});
        assertThrows(SourceException.class, rounded::medianSigma);
        EmbeddingSample equal = of(Normalisation.L2, new float[] {1, 1}, new float[] {2, 2}, new float[] {4, 4});
        assertEquals(
                "The median distance of 3 sampled pairs of embeddings is 0.0, which makes no sigma, expected most items to"
                        + " differ; name a number instead of median-distance",
                assertThrows(SourceException.class, equal::medianSigma).getMessage());
    }

    /** Two items, items all alike, and norms near the ends of float32: every criterion has a finite answer of one or more. */
    @ParameterizedTest
    @ValueSource(floats = {1e-30f, 1e-3f, 1, 1e30f})
    void hasAGeometryOfWhateverItIsMadeOf(float scale) {
        float[] h = {scale, 2 * scale};
        float[] other = {-scale, 0.5f * scale};
        for (Normalisation normalisation : Normalisation.values()) {
            for (EmbeddingSample sample : List.of(
                    of(normalisation, h, other), of(normalisation, h, h, h, h), of(normalisation, h, h, other))) {
                Geometry geometry = sample.geometry(1.0, 3);
                for (Criterion criterion : Criterion.values()) {
                    long m = new Precision(criterion, 0.1, 0.01).directionsFor(geometry);
                    assertTrue(m >= 1, () -> criterion + " gives " + m);
                }
            }
        }
    }

    @Test
    void leavesOutWhatTheMapRefuses() {
        List<Item> items = List.of(
                new Item("nan", new float[] {Float.NaN, 1}),
                new Item("short", new float[] {1}),
                new Item("zero", new float[] {0, 0}),
                new Item("good", new float[] {1, 0}),
                new Item("other", new float[] {0, 1}));
        assertEquals(
                List.of("good", "other"),
                EmbeddingSample.of(items, 2, Normalisation.L2).orElseThrow().ids());
        assertEquals(
                3,
                EmbeddingSample.of(items, 2, Normalisation.NONE).orElseThrow().items());
        assertEquals(Optional.empty(), EmbeddingSample.of(items.subList(0, 4), 2, Normalisation.L2));
    }

    /** Random directions are what the unit sphere stands for. */
    @Test
    void geometryOfRandomDirectionsIsThatOfTheSphere() {
        Geometry sampled = gaussian(2000, 64, Normalisation.L2).geometry(1.0, 2000);
        Geometry sphere = Geometry.ofUnitSphere(64, 1.0, 2000);
        assertEquals(sphere.meanVariance(), sampled.meanVariance(), 0.01);
        assertEquals(1.0, sampled.degrees() / sphere.degrees(), 0.35);
        assertEquals(2.0, sampled.diameter());
        assertTrue(sampled.leastKernel() < sphere.leastKernel());
    }

    @Test
    void diameterIsThatOfTheBallWhereNormsDiffer() {
        EmbeddingSample line =
                of(Normalisation.NONE, new float[] {0}, new float[] {2}, new float[] {4}, new float[] {6});
        assertEquals(6.0, line.geometry(1.0, 4).diameter(), 1e-12);
    }
}
