package dev.bochner.serve.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Stabiliser;
import dev.bochner.rff.Stabiliser.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in a layer, before any format. */
final class LayerTest {
    private static final FeatureSpec PLAIN = FeatureSpec.gaussian(5, 3, 42, 2.0, Normalisation.L2);
    private static final FeatureSpec ROTATED = PLAIN.stabilisedBy(Stabiliser.of(Kind.PROCRUSTES));

    @Test
    void hasUForWeightsIfThereIsNoStabiliser() {
        Directions u = Directions.of(PLAIN);
        Layer layer = Layer.of(u);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(u.direction(i), layer.weights(i));
        }
        List<String> names = new ArrayList<>(PLAIN.identity().keySet());
        names.add("directions-sha256");
        assertEquals(names, List.copyOf(layer.metadata().keySet()));
        assertEquals(u.sha256(), layer.metadata().get("directions-sha256"));
        assertEquals((float) (1 / Math.sqrt(3)), layer.scale());
    }

    @Test
    void foldsTheMapOfTheDayAndRoundsOnce() {
        LinearMap w = LinearMap.of(Rows.gaussian(7, 5, 1));
        Directions u = Directions.of(ROTATED);
        Layer layer = Layer.of(u, w, "2026-11-20", "a-run");
        assertEquals(7, layer.inputLength());
        for (int i = 0; i < 3; i++) {
            for (int l = 0; l < 7; l++) {
                BigDecimal exact = BigDecimal.ZERO;
                for (int j = 0; j < 5; j++) {
                    exact = exact.add(new BigDecimal(w.element(l, j)).multiply(new BigDecimal(u.component(i, j))));
                }
                assertEquals(exact.floatValue(), layer.weights(i)[l]);
            }
        }
        assertEquals(Optional.of("2026-11-20"), layer.ds());
        assertEquals("a-run", layer.metadata().get("run-id"));
        assertEquals("procrustes", layer.metadata().get("stabiliser"));
        assertEquals(u.sha256(), layer.metadata().get("directions-sha256"));
        assertNotEquals(u.sha256(), layer.metadata().get("weights-sha256"));
    }

    @Test
    void keepsTheDigestOfUWhereTheMapOfTheDayChangesNothing() {
        Layer layer = Layer.of(Directions.of(ROTATED), LinearMap.identity(5), "2026-11-20", "a-run");
        assertEquals(layer.metadata().get("directions-sha256"), layer.metadata().get("weights-sha256"));
    }

    @Test
    void refusesAFoldedWeightBeyondFloat32() {
        FeatureSpec huge =
                FeatureSpec.gaussian(1, 1, 42, 1e37, Normalisation.L2).stabilisedBy(Stabiliser.of(Kind.PROCRUSTES));
        LinearMap w = LinearMap.of(new float[][] {{1e30f}});
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> Layer.of(Directions.of(huge), w, "2026-11-20", "a-run"));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .matches("Component 0 of W u_1 is .*E6., expected a finite float32"),
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"l2, 1.0, false", "l2, 1000, false", "l2, 1e6, true", "none, 0.001, true"})
    void guardsTheRangeOnlyWhereAProjectionCanLeaveIt(String normalisation, double sigma, boolean guarded) {
        FeatureSpec spec = FeatureSpec.gaussian(2, 2, 1, sigma, Normalisation.of(normalisation));
        assertEquals(guarded, Layer.of(Directions.of(spec)).canLeaveRange());
    }

    @Test
    void cannotBeChangedThroughItsWeights() {
        Layer layer = Layer.of(Directions.of(PLAIN));
        layer.weights(0)[0] = 7;
        assertFalse(layer.weights(0)[0] == 7);
        assertThrows(UnsupportedOperationException.class, () -> layer.metadata().put("m", "4"));
    }
}
