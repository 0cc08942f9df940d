package dev.bochner.serve.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.Directions;
import dev.bochner.rff.ErrorBound;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Stabiliser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Layer} promises of a layer in another engine, for each engine that runs the exported file. */
abstract class LayerContract {
    static final FeatureSpec USUAL = FeatureSpec.gaussian(64, 64, 42, 1.0, Normalisation.L2);
    static final FeatureSpec AS_IT_IS = FeatureSpec.gaussian(16, 24, -5, 1.0, Normalisation.NONE);

    @TempDir
    Path directory;

    /** The format under test. */
    abstract LayerFormat format();

    /** Loads what the format wrote. */
    abstract Engine load(Path path);

    static Stream<FeatureSpec> specs() {
        return Stream.of(Normalisation.values())
                .flatMap(normalisation -> Stream.of(
                        FeatureSpec.gaussian(64, 64, 42, 1.0, normalisation),
                        FeatureSpec.gaussian(33, 7, Long.MIN_VALUE, 0.25, normalisation),
                        FeatureSpec.gaussian(3, 1, -1, 2.0, normalisation),
                        FeatureSpec.gaussian(1, 5, 42, 1.0, normalisation)));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void agreesWithTheTableOnOrdinaryRows(FeatureSpec spec) throws IOException {
        assertParity(spec, Rows.gaussian(200, spec.d(), 1));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void agreesWhereComponentsAreSubnormalOrZeroOrNearlyAllThereIs(FeatureSpec spec) throws IOException {
        assertParity(spec, Rows.withOddComponents(spec.d()));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void agreesForNormsOfEverySizeThatTheTableTakes(FeatureSpec spec) throws IOException {
        FeatureMap map = FeatureMap.of(spec);
        float[] features = new float[spec.columns()];
        float[][] taken = Stream.of(Rows.ofEverySize(spec.d()))
                .filter(row -> map.tryApply(row, features) == FeatureMap.Outcome.MAPPED)
                .toArray(float[][]::new);
        assertTrue(taken.length > 10);
        assertParity(spec, taken);
    }

    @ParameterizedTest
    @MethodSource("specs")
    void agreesForProjectionsUpToTheLimit(FeatureSpec spec) throws IOException {
        FeatureSpec asItIs = FeatureSpec.gaussian(spec.d(), spec.m(), spec.seed(), spec.sigma(), Normalisation.NONE);
        assertParity(asItIs, Rows.ofLargeProjections(Directions.of(asItIs)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 1000})
    void takesBatchesOfAnySize(int batch) throws IOException {
        float[][] rows = Rows.gaussian(batch, USUAL.d(), 1);
        try (Engine engine = engine(Layer.of(Directions.of(USUAL)))) {
            float[][] features = engine.apply(rows, USUAL.d());
            Parity.assertHolds(bound(USUAL), rows, Rows.mapped(FeatureMap.of(USUAL), rows), features);
        }
    }

    @Test
    void agreesWithTheTableWhereTheMapOfTheDayIsFoldedIn() throws IOException {
        FeatureSpec spec = USUAL.stabilisedBy(Stabiliser.of(Stabiliser.Kind.PROCRUSTES));
        LinearMap w = LinearMap.of(Rows.gaussian(40, spec.d(), 0.3));
        Directions u = Directions.of(spec);
        float[][] rows = Rows.gaussian(100, w.rows(), 5);
        try (Engine engine = engine(Layer.of(u, w, "2026-11-20", "a-run"))) {
            Parity.assertHolds(
                    ErrorBound.of(spec, u, w),
                    rows,
                    Rows.mapped(FeatureMap.of(spec, u, w), rows),
                    engine.apply(rows, w.rows()));
        }
    }

    @Test
    void makesNaNOfRowsThatTheTableRefuses() throws IOException {
        float[][] rows = Rows.gaussian(5, USUAL.d(), 1);
        rows[1][7] = Float.NaN;
        rows[2][0] = Float.NEGATIVE_INFINITY;
        rows[3] = Rows.filled(USUAL.d(), -0.0f);
        try (Engine engine = engine(Layer.of(Directions.of(USUAL)))) {
            float[][] features = engine.apply(rows, USUAL.d());
            for (int n = 0; n < rows.length; n++) {
                long expected = n == 0 || n == 4 ? 0 : USUAL.columns();
                assertEquals(expected, notNumbers(features[n]), "row " + n);
            }
        }
    }

    @Test
    void makesNaNOfProjectionsBeyondTheLimitAndOfNoOther() throws IOException {
        Directions u = Directions.of(AS_IT_IS);
        float[] beyond = new float[AS_IT_IS.d()];
        beyond[3] = 40_000;
        float[] infinite = Rows.filled(AS_IT_IS.d(), Float.MAX_VALUE);
        try (Engine engine = engine(Layer.of(u))) {
            float[] features = engine.apply(new float[][] {beyond, infinite}, AS_IT_IS.d())[0];
            int refused = 0;
            for (int i = 0; i < AS_IT_IS.m(); i++) {
                boolean out = Math.abs(u.component(i, 3) * beyond[3]) > FeatureMap.MAX_PROJECTION;
                assertEquals(out, Float.isNaN(features[2 * i]), "cos " + i);
                assertEquals(out, Float.isNaN(features[2 * i + 1]), "sin " + i);
                refused += out ? 1 : 0;
            }
            assertTrue(refused > 0 && refused < AS_IT_IS.m(), () -> Arrays.toString(features));
        }
    }

    /** Guards the comparison itself: if it let these pass, it would let everything pass. */
    @Test
    void wouldNoticeWrongDirectionsAndWrongColumns() throws IOException {
        float[][] rows = Rows.gaussian(20, USUAL.d(), 1);
        float[][] table = Rows.mapped(FeatureMap.of(USUAL), rows);
        FeatureSpec other = FeatureSpec.gaussian(USUAL.d(), USUAL.m(), 43, USUAL.sigma(), USUAL.normalisation());
        try (Engine right = engine(Layer.of(Directions.of(USUAL)));
                Engine wrong = engine(Layer.of(Directions.of(other)))) {
            float[][] features = right.apply(rows, USUAL.d());
            Parity.assertHolds(bound(USUAL), rows, table, features);
            assertTrue(Parity.worst(bound(USUAL), rows, table, wrong.apply(rows, USUAL.d())) > 10);
            assertTrue(Parity.worst(bound(USUAL), rows, table, cosinesFirst(features)) > 10);
        }
    }

    /** The layout that other libraries use. */
    private static float[][] cosinesFirst(float[][] interleaved) {
        float[][] moved = new float[interleaved.length][interleaved[0].length];
        for (int n = 0; n < moved.length; n++) {
            int m = moved[n].length / 2;
            for (int i = 0; i < m; i++) {
                moved[n][i] = interleaved[n][2 * i];
                moved[n][m + i] = interleaved[n][2 * i + 1];
            }
        }
        return moved;
    }

    private static long notNumbers(float[] features) {
        long count = 0;
        for (float feature : features) {
            count += Float.isNaN(feature) ? 1 : 0;
        }
        return count;
    }

    private static ErrorBound bound(FeatureSpec spec) {
        return ErrorBound.of(spec, Directions.of(spec));
    }

    private void assertParity(FeatureSpec spec, float[][] rows) throws IOException {
        try (Engine engine = engine(Layer.of(Directions.of(spec)))) {
            Parity.assertHolds(bound(spec), rows, Rows.mapped(FeatureMap.of(spec), rows), engine.apply(rows, spec.d()));
        }
    }

    /** The layer in the engine, by way of a file of its own. */
    Engine engine(Layer layer) throws IOException {
        Path path = directory.resolve("layer-" + layer.metadata().get("seed"));
        format().write(layer, path);
        return load(path);
    }
}
