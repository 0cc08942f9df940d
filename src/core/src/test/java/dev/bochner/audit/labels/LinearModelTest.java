package dev.bochner.audit.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.store.VersionId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LinearModelTest {
    private static final VersionId VERSION = new VersionId(1, 7);

    @Test
    void readsAModelOfTwoClasses() {
        LinearModel expected =
                new LinearModel("clicks", VERSION, List.of("no", "yes"), List.of(List.of(1.0, -0.5)), List.of(0.25));
        assertEquals(
                expected,
                LinearModel.parse(
                        "{\"name\":\"clicks\",\"version\":\"m=1/seed=7\",\"classes\":[\"no\",\"yes\"],"
                                + "\"weights\":[[1,-0.5]],\"bias\":[0.25]}",
                        "clicks.json"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|m.json is not JSON",
                "{}|m.json: \"name\" is absent, expected a string",
                "[]|m.json: \"name\" is absent, expected a string",
                "{'name':'a','version':7}|m.json: \"version\" is 7, expected a string",
                "{'name':'a','version':'7'}|m.json: Feature version is \"7\", expected a form like m=64/seed=42",
                "{'name':'a','version':'m=1/seed=7'}|m.json: \"weights\" is absent, expected an array",
                "{'name':'a','version':'m=1/seed=7','weights':[1]}|m.json: Row 0 of \"weights\" is 1, expected an array",
                "{'name':'a','version':'m=1/seed=7','weights':[[1,'x']]}|m.json: Row 0 of \"weights\" holds \"x\", expected finite numbers",
                "{'name':'a','version':'m=1/seed=7','weights':[[1]],'bias':[0]}|m.json: Row 0 of the weights of model a has 1 numbers, expected 2, two for each direction of m=1/seed=7",
                "{'name':'a','version':'m=1/seed=7','weights':[[1,2]],'bias':[]}|m.json: Model a has 0 biases and 1 rows of weights, expected as many of each",
                "{'name':'a','version':'m=1/seed=7','weights':[],'bias':[]}|m.json: Model a has no row of weights, expected 1 or more",
                "{'name':'','version':'m=1/seed=7','weights':[],'bias':[]}|m.json: The model's \"name\" is empty, expected some text",
                "{'name':'a','version':'m=1/seed=7','classes':['x'],'weights':[[1,2]],'bias':[0]}|m.json: Model a has 1 classes and 1 rows of weights, expected none or 2 classes for one row",
                "{'name':'a','version':'m=1/seed=7','classes':['x'],'weights':[[1,2],[3,4]],'bias':[0,0]}|m.json: Model a has 1 classes and 2 rows of weights, expected one class for each row",
                "{'name':'a','version':'m=1/seed=7','classes':['x','x'],'weights':[[1,2],[3,4]],'bias':[0,0]}|m.json: Model a names a class twice in [x, x], expected different ones",
                "{'name':'a','version':'m=1/seed=7','classes':[3],'weights':[[1,2]],'bias':[0]}|m.json: A class is 3, expected a string"
            },
            quoteCharacter = '`')
    void saysWhatIsWrongWithAFile(String json, String message) {
        String text = assertThrows(
                        IllegalArgumentException.class, () -> LinearModel.parse(json.replace('\'', '"'), "m.json"))
                .getMessage();
        assertEquals(message, message.endsWith("JSON") ? text.substring(0, message.length()) : text);
    }

    @Test
    void scoresOfThreeItemsByHand() {
        LinearModel model =
                new LinearModel("clicks", VERSION, List.of("no", "yes"), List.of(List.of(1.0, 2.0)), List.of(-2.0));
        ModelScores scores = new ModelScores(model);
        // Scores -1, 0 and 1 the day before; 1, 0 and 1 today.
        scores.add(new float[] {1, 1}, new float[] {1, 0});
        scores.add(new float[] {2, 0}, new float[] {0, 1});
        ModelScores more = new ModelScores(model);
        more.add(new float[] {3, 0}, new float[] {3, 0});
        scores.add(more);
        assertEquals(
                List.of(
                        Metric.exact(Measure.MODEL_SCORE_DRIFT, Math.sqrt(4 / 2.0), 3)
                                .of(VERSION)
                                .part("clicks"),
                        Metric.exact(Measure.MODEL_DECISION_CHANGES, 1 / 3.0, 3)
                                .of(VERSION)
                                .part("clicks")),
                scores.metrics());
    }

    @Test
    void decidesForTheLargestOfSeveralScores() {
        ModelScores scores = new ModelScores(new LinearModel(
                "genre", VERSION, List.of("a", "b"), List.of(List.of(1.0, 0.0), List.of(0.0, 1.0)), List.of(0.0, 0.5)));
        scores.add(new float[] {1, 0}, new float[] {0, 1});
        scores.add(new float[] {0, 0}, new float[] {0, 1});
        scores.add(new float[] {0.5f, 0}, new float[] {0.6f, 0});
        // The second is b on both days, the third a: the first of equal scores.
        assertEquals(1 / 3.0, scores.metrics().get(1).value(), 1e-12);
    }

    @Test
    void aModelThatOnlyScoresDecidesNothingAndEqualScoresHaveNoScale() {
        LinearModel model = new LinearModel("score", VERSION, List.of(), List.of(List.of(1.0, 0.0)), List.of(5.0));
        ModelScores scores = new ModelScores(model);
        assertEquals(List.of(), scores.metrics());
        scores.add(new float[] {1, 0}, new float[] {0.5f, 0});
        scores.add(new float[] {1, 0}, new float[] {0.5f, 0});
        assertEquals(List.of(), scores.metrics());
    }
}
