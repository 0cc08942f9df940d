package dev.bochner.rff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FeatureSpecTest {
    private static final FeatureSpec SPEC = FeatureSpec.gaussian(64, 32, -7, 0.5, Normalisation.L2);

    @Test
    void hasTwoColumnsForEachDirection() {
        assertEquals(64, SPEC.columns());
    }

    @Test
    void listsItsIdentityInOrder() {
        assertEquals(
                List.of(
                        "scheme=directions-v1",
                        "sampler=gaussian",
                        "d=64",
                        "m=32",
                        "seed=-7",
                        "sigma=0.5",
                        "normalisation=l2",
                        "layout=interleaved",
                        "dtype=float32",
                        "stabiliser=none"),
                SPEC.identity().entrySet().stream().map(Map.Entry::toString).toList());
    }

    @Test
    void doesNotDifferFromItself() {
        assertEquals(List.of(), SPEC.differencesTo(FeatureSpec.gaussian(64, 32, -7, 0.5, Normalisation.L2)));
    }

    @Test
    void namesEachDifferenceToATable() {
        FeatureSpec table = FeatureSpec.gaussian(63, 32, -7, 1.0, Normalisation.NONE);
        assertEquals(
                List.of(
                        "d is 64, the table's is 63",
                        "sigma is 0.5, the table's is 1.0",
                        "normalisation is l2, the table's is none"),
                SPEC.differencesTo(table));
    }

    @Test
    void namesDifferencesToAnIdentityOfAnotherKind() {
        Map<String, String> table = new LinkedHashMap<>(SPEC.identity());
        table.put("scheme", "directions-v2");
        table.remove("stabiliser");
        table.put("epoch", "3");
        assertEquals(
                List.of(
                        "scheme is directions-v1, the table's is directions-v2",
                        "stabiliser is none, the table has none",
                        "epoch is absent, the table's is 3"),
                new ArrayList<>(SPEC.differencesTo(table)));
    }

    @Test
    void prefixKeepsAllButM() {
        assertEquals(FeatureSpec.gaussian(64, 8, -7, 0.5, Normalisation.L2), SPEC.prefix(8));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 33})
    void refusesPrefixThatIsNone(int m) {
        assertMessage("m of a prefix is " + m + ", expected 1 to 32", () -> SPEC.prefix(m));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3})
    void refusesDimensionBelowOne(int d) {
        assertMessage("d is " + d + ", expected 1 or more", () -> FeatureSpec.gaussian(d, 1, 1, 1.0, Normalisation.L2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -3, 1 << 30})
    void refusesMOutOfRange(int m) {
        assertMessage(
                "m is " + m + ", expected 1 to 1073741823", () -> FeatureSpec.gaussian(1, m, 1, 1.0, Normalisation.L2));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {0.0, -0.0, -1.0, 1e-50, 1e38, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesSigmaThatMakesNoFloats(double sigma) {
        assertMessage(
                "sigma is " + sigma
                        + ", expected a positive number from 1.401298464324817E-45 to 4.0E37 (U is float32)",
                () -> FeatureSpec.gaussian(1, 1, 1, sigma, Normalisation.L2));
    }

    @Test
    void acceptsTheEndsOfEachRange() {
        assertEquals(
                2147483646,
                FeatureSpec.gaussian(1, 1073741823, 1, 1.0, Normalisation.L2).columns());
        assertEquals(
                1,
                FeatureSpec.gaussian(1, 1, Long.MIN_VALUE, FeatureSpec.MIN_SIGMA, Normalisation.NONE)
                        .d());
        assertEquals(
                1,
                FeatureSpec.gaussian(1, 1, Long.MAX_VALUE, FeatureSpec.MAX_SIGMA, Normalisation.NONE)
                        .m());
    }

    private static void assertMessage(String expected, Runnable runnable) {
        assertEquals(
                expected,
                assertThrows(IllegalArgumentException.class, runnable::run).getMessage());
    }

    @Test
    void isReadBackFromItsIdentity() {
        FeatureSpec spec = FeatureSpec.gaussian(7, 64, -42, 0.1, Normalisation.NONE);
        assertEquals(spec, FeatureSpec.of(spec.identity()));
    }

    @Test
    void refusesAnIdentityOfAnotherScheme() {
        Map<String, String> other = new HashMap<>(
                FeatureSpec.gaussian(7, 64, 1, 1.0, Normalisation.L2).identity());
        other.put("scheme", "directions-v9");
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> FeatureSpec.of(Map.copyOf(other)));
        assertEquals(
                "Spec is not one that this code computes: [scheme is directions-v1, the table's is directions-v9]",
                e.getMessage());
    }

    @Test
    void recordsTheSampler() {
        FeatureSpec spec = SPEC.sampledBy(Sampler.ORTHOGONAL);
        assertEquals("orthogonal", spec.identity().get("sampler"));
        assertEquals(spec, FeatureSpec.of(spec.identity()));
        assertEquals(List.of("sampler is orthogonal, the table's is gaussian"), spec.differencesTo(SPEC));
        assertEquals(Sampler.ORTHOGONAL, spec.prefix(3).sampler());
        assertEquals(
                Sampler.ORTHOGONAL,
                spec.stabilisedBy(Stabiliser.of(Stabiliser.Kind.PROCRUSTES))
                        .afterStabiliser()
                        .sampler());
    }

    @Test
    void refusesAnotherSampler() {
        Map<String, String> other = new HashMap<>(SPEC.identity());
        other.put("sampler", "sobol");
        assertMessage("sampler is \"sobol\", expected gaussian or orthogonal", () -> FeatureSpec.of(Map.copyOf(other)));
    }
}
