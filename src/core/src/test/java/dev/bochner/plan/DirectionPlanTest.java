package dev.bochner.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bochner.plan.EmbeddingSample.Item;
import dev.bochner.rff.Criterion;
import dev.bochner.rff.Geometry;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Precision;
import dev.bochner.rff.Sampler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DirectionPlanTest {
    private static final Precision PRECISION = new Precision(Criterion.RMS_QUANTILE, 0.1, 0.01);

    /** Embeddings in clusters, so that pairs are near and far. */
    private static EmbeddingSample clusters() {
        SplittableRandom random = new SplittableRandom(9);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            float[] h = new float[16];
            for (int j = 0; j < h.length; j++) {
                h[j] = (float) (0.3 * random.nextGaussian()) + (j == i % 5 ? 1f : 0f);
            }
            items.add(new Item("item-" + i, h));
        }
        return EmbeddingSample.of(items, 16, Normalisation.L2).orElseThrow();
    }

    @Test
    void isAnObjectWithCriteriaAndWhatIsRecommended() throws IOException {
        DirectionPlan plan = DirectionPlan.of(Geometry.ofUnitSphere(64, 1.0, 1000), Sampler.GAUSSIAN, PRECISION);
        JsonNode json = new ObjectMapper().readTree(PlanJson.of(plan));
        assertEquals(8, json.get("criteria").size());
        JsonNode first = json.get("criteria").get(0);
        assertEquals("rms", first.get("name").asText());
        assertEquals(38, first.get("m").asLong());
        assertEquals(
                "The root mean square error over pairs of items, averaged over seeds, is at most 0.1; of one seed it may be"
                        + " more.",
                first.get("promise").asText());
        assertEquals(8 * 38 + 13, first.get("bytes-per-row").asLong());
        assertEquals(40, json.get("recommended").asLong());
        assertEquals("rms-quantile", json.get("criterion").asText());
        assertEquals(0, json.get("checks").size());
        assertFalse(json.has("held"));
        assertFalse(json.has("labels"));
    }

    @Test
    void checksItsPromiseAtHalfAndTwiceTheM() throws IOException {
        DirectionPlan plan = DirectionPlan.of(clusters(), 1.0, 300, Sampler.GAUSSIAN, PRECISION);
        int m = (int) plan.recommended();
        assertEquals(
                List.of(m / 2, m, 2 * m), plan.checks().stream().map(Check::m).toList());
        assertEquals(
                List.of(false, true, true),
                plan.checks().stream().map(Check::held).toList());
        double rms = plan.checks().get(1).rms();
        assertTrue(rms <= 0.1 && rms > 0.07, "rms is " + rms);
        // The variance goes as 1/m.
        assertEquals(Math.sqrt(2), plan.checks().get(0).rms() / rms, 0.1);
        assertEquals(Math.sqrt(0.5), plan.checks().get(2).rms() / rms, 0.05);
        JsonNode json = new ObjectMapper().readTree(PlanJson.of(plan));
        assertTrue(json.get("held").asBoolean());
        assertEquals(m, json.get("checks").get(1).get("m").asInt());
    }

    @Test
    void theMeanOverSeedsIsWhatTheFormulaSays() {
        EmbeddingSample sample = clusters();
        Check check = new MeasuredError(sample, 1.0, Sampler.GAUSSIAN)
                .at(List.of(20), 400, new Precision(Criterion.RMS, 0.1, 0.01))
                .get(0);
        double expected = sample.geometry(1.0, 300).meanVariance() / 20;
        assertEquals(1.0, check.rms() * check.rms() / expected, 0.05);
    }

    @Test
    void orthogonalDirectionsDoBetterThanPromised() {
        Precision precision = new Precision(Criterion.RMS, 0.1, 0.01);
        EmbeddingSample sample = clusters();
        double gaussian = DirectionPlan.of(sample, 1.0, 300, Sampler.GAUSSIAN, precision)
                .check()
                .orElseThrow()
                .rms();
        double orthogonal = DirectionPlan.of(sample, 1.0, 300, Sampler.ORTHOGONAL, precision)
                .check()
                .orElseThrow()
                .rms();
        assertTrue(orthogonal < 0.8 * gaussian, orthogonal + " is not well below " + gaussian);
    }

    @Test
    void measuresNothingWhereThatTakesTooMuch() {
        DirectionPlan plan = DirectionPlan.of(
                clusters(), 1.0, 300, Sampler.GAUSSIAN, new Precision(Criterion.RAHIMI_RECHT, 0.01, 0.01));
        assertTrue(plan.recommended() > 1_000_000);
        assertEquals(List.of(), plan.checks());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, 0.01, true",
        "4, 100, 0.01, true",
        "5, 100, 0.01, false",
        "1, 1, 0.01, true",
        "2, 2, 0.01, false",
        "60, 100, 0.5, true",
        "63, 100, 0.5, false"
    })
    void aPromiseIsBrokenOnlyByMoreThanChance(int wrong, int n, double probability, boolean chance) {
        assertEquals(chance, Check.isChance(wrong, n, probability));
    }

    @Test
    void saysWhatItSaw() {
        List<SeedErrors> errors = new ArrayList<>(Collections.nCopies(99, new SeedErrors(0.0081, 0.3, 0.25)));
        errors.add(new SeedErrors(0.0121, 0.4, 0.5));
        Check quantile = Check.of(8, PRECISION, errors);
        assertTrue(quantile.held());
        assertEquals("1 of 100 seeds have a root mean square error above 0.1", quantile.words(PRECISION));
        Precision perPair = PRECISION.by(Criterion.CLT);
        Check clt = Check.of(8, perPair, errors);
        assertFalse(clt.held());
        assertEquals("25.3 % of the errors are above 0.1", clt.words(perPair));
        Precision uniform = PRECISION.by(Criterion.ALL_PAIRS);
        assertEquals(
                "100 of 100 seeds have an error above 0.1",
                Check.of(8, uniform, errors).words(uniform));
        assertEquals(0.4, clt.largestError());
        assertEquals(0.11, clt.worstRms(), 1e-12);
    }

    @Test
    void costsGoThroughThePublishedFigures() {
        assertEquals(2.03, Cost.of(64, 64, 1).cpuMicrosPerRow(), 0.005);
        assertEquals(5.33, Cost.of(128, 256, 1).cpuMicrosPerRow(), 0.015);
        assertEquals(525, Cost.of(64, 64, 1).bytesPerRow());
        assertEquals(525e9, Cost.of(64, 64, 1_000_000_000L).tableBytes());
    }

    @Test
    void addsScoresOfAClassifier() throws IOException {
        DirectionPlan plan = DirectionPlan.of(Geometry.ofUnitSphere(8, 1.0, 10), Sampler.GAUSSIAN, PRECISION)
                .with(new LabelScores(60, 3, 0.5, 0.9, Map.of(16, 0.8, 8, 0.7)));
        JsonNode labels = new ObjectMapper().readTree(PlanJson.of(plan)).get("labels");
        assertEquals(3, labels.get("classes").asInt());
        assertEquals(8, labels.get("accuracies").get(0).get("m").asInt());
        assertEquals(0.8, labels.get("accuracies").get(1).get("accuracy").asDouble());
    }
}
