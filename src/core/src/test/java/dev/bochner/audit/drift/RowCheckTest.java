package dev.bochner.audit.drift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.VersionId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RowCheckTest {
    private static final int ROWS = 100;

    private static FeatureSpec spec(long seed, double sigma) {
        return FeatureSpec.gaussian(16, 64, seed, sigma, Normalisation.L2);
    }

    private static float[][] embeddings(long seed) {
        return Days.of(ROWS, 16, seed).x;
    }

    private static float[][] phi(float[][] rows, FeatureSpec spec) {
        FeatureMap map = FeatureMap.of(spec);
        return Arrays.stream(rows)
                .map(row -> {
                    float[] out = new float[spec.columns()];
                    map.apply(row, out);
                    return out;
                })
                .toArray(float[][]::new);
    }

    private static RowCheck check(float[][] stored, float[][] h) {
        RowCheck check = RowCheck.of(spec(42, 1.0));
        for (int i = 0; i < h.length; i++) {
            check.add(Integer.toString(i), stored[i], h[i]);
        }
        return check;
    }

    private static void assertDiagnosis(String expected, RowCheck check) {
        assertEquals(Optional.of(expected), check.diagnosis());
    }

    @Test
    void findsNothingWrongWithTheRowsOfTheSpec() {
        float[][] h = embeddings(1);
        RowCheck check = check(phi(h, spec(42, 1.0)), h);
        VersionId version = new VersionId(64, 42);
        assertEquals(
                List.of(
                        Metric.sampled(Measure.PHI_ROWS_RECOMPUTED, 100, 100, 0).of(version),
                        Metric.sampled(Measure.PHI_ROWS_DIFFERENT, 0, 100, 0).of(version)),
                check.metrics());
        assertEquals(Optional.empty(), check.diagnosis());
    }

    @Test
    void seesOneBitInOneRow() {
        float[][] h = embeddings(1);
        float[][] stored = phi(h, spec(42, 1.0));
        stored[17][5] = Math.nextUp(stored[17][5]);
        RowCheck check = check(stored, h);
        assertEquals(1.0, check.metrics().get(1).value());
        assertDiagnosis(
                "1 of 100 recomputed rows differ, by at most 1 ulps of 1/sqrt(m): they were computed with other"
                        + " arithmetic than directions-v1 asks for",
                check);
    }

    @Test
    void namesTheItemsOfShuffledIds() {
        float[][] h = embeddings(1);
        float[][] right = phi(h, spec(42, 1.0));
        float[][] stored = right.clone();
        stored[42] = right[17];
        stored[43] = right[42];
        stored[17] = right[43];
        assertDiagnosis(
                "3 of 100 recomputed rows differ: ids are shuffled against vectors, the features of item 43 are stored"
                        + " under item 17",
                check(stored, h));
    }

    @ParameterizedTest
    @CsvSource({"1,2", "2,2", "42,2", "3,0.5", "4,1.3", "5,3"})
    void estimatesTheSigmaOfTheRows(long seed, double sigma) {
        float[][] h = embeddings(seed);
        String text = check(phi(h, spec(seed, sigma)), h).diagnosis().orElseThrow();
        String start = "100 of 100 recomputed rows differ: features behave like sigma = ";
        assertTrue(text.startsWith(start) && text.endsWith(", the spec says 1"), text);
        String estimate = text.substring(start.length(), text.indexOf(','));
        assertEquals(sigma, Double.parseDouble(estimate), 0.25 * sigma);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void tellsAnotherSeed(long seed) {
        float[][] h = embeddings(seed);
        String text = check(phi(h, spec(seed, 1.0)), h).diagnosis().orElseThrow();
        String start = "100 of 100 recomputed rows differ: features are those of another seed (or U) than the spec's,";
        assertTrue(text.startsWith(start), text);
    }

    @Test
    void tellsAnotherSeedOfTheFewRowsThatHaveIt() {
        float[][] h = embeddings(1);
        float[][] stored = phi(h, spec(42, 1.0));
        System.arraycopy(phi(h, spec(43, 1.0)), 0, stored, 0, 10);
        String text = check(stored, h).diagnosis().orElseThrow();
        String start = "10 of 100 recomputed rows differ: features are those of another seed (or U)";
        assertTrue(text.startsWith(start), text);
    }

    /** The owners of the stored rows are not in the sample. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void tellsShuffledIdsWhoseOwnersWereNotSampled(long seed) {
        assertDiagnosis(
                "100 of 100 recomputed rows differ: they are features by this spec of embeddings like these, but of"
                        + " other ones: ids are shuffled against vectors, or the embeddings are of another day",
                check(phi(embeddings(seed + 100), spec(42, 1.0)), embeddings(seed)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void tellsRowsOfOtherEmbeddings(long seed) {
        assertDiagnosis(
                "100 of 100 recomputed rows differ: these are not features of these embeddings, nor of any like them",
                check(phi(noise(seed), spec(42, 1.0)), embeddings(seed)));
    }

    private static float[][] noise(long seed) {
        Random random = new Random(seed);
        float[][] noise = new float[ROWS][16];
        for (float[] row : noise) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return noise;
    }

    @Test
    void tellsRowsThatAreNoFeatures() {
        Random random = new Random(1);
        float[][] stored = new float[ROWS][128];
        for (float[] row : stored) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        stored[0][0] = Float.NaN;
        assertDiagnosis(
                "100 of 100 recomputed rows differ: these are not features of these embeddings, nor of any like them",
                check(stored, embeddings(1)));
    }

    @Test
    void aRowWhoseEmbeddingIsRefusedShouldNotBeThere() {
        float[][] h = embeddings(1);
        float[][] stored = phi(h, spec(42, 1.0));
        Arrays.fill(h[3], 0.0f);
        RowCheck check = check(stored, h);
        assertEquals(1.0, check.metrics().get(1).value());
        assertTrue(check.diagnosis().orElseThrow().startsWith("1 of 100 recomputed rows differ"));
    }

    @Test
    void ofNoRowsNothingIsSaid() {
        RowCheck check = RowCheck.of(spec(42, 1.0));
        assertEquals(List.of(), check.metrics());
        assertEquals(Optional.empty(), check.diagnosis());
    }

    @Test
    void rejectsRowOfAnotherWidth() {
        RowCheck check = RowCheck.of(spec(42, 1.0));
        assertEquals(
                "Feature row of item a has 64 columns, expected 128",
                assertThrows(IllegalArgumentException.class, () -> check.add("a", new float[64], new float[16]))
                        .getMessage());
    }
}
