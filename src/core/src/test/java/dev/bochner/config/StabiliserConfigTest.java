package dev.bochner.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.Stabiliser.Kind;
import dev.bochner.stabilise.StabiliserOptions;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a stabiliser is asked for. */
final class StabiliserConfigTest {
    private static final String JOB = "bochner { table = /t, source { path = /s, carry = [genre] } }\n";

    private static StabiliserOptions parse(String stabiliser) {
        return ConfigLoader.parse("f", JOB + "bochner.stabiliser { " + stabiliser + " }", List.of())
                .stabiliser();
    }

    @Test
    void readsEachKindWithItsSettings() {
        assertEquals(
                Optional.of(LocalDate.of(2026, 11, 19)),
                parse("kind = procrustes, reference = 2026-11-19").reference());
        assertEquals(
                List.of("7", "3"),
                parse("kind = landmarks, landmarks = [7, \"3\"]").landmarks());
        assertEquals(
                Optional.of("genre"),
                parse("kind = landmarks, landmark-column = genre").landmarkColumn());
        StabiliserOptions mean = parse("kind = running-mean, weight = 0.1, max-age = 2 days, min-common-items = 50");
        assertEquals(
                new StabiliserOptions(Kind.RUNNING_MEAN, Optional.empty(), List.of(), Optional.empty(), 0.1, 2, 50),
                mean);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind = average | bochner.stabiliser.kind | one of landmarks, none, procrustes, running-mean",
                "kind = running-mean, weight = 0 | bochner.stabiliser.weight | a number above 0, at most 1",
                "kind = running-mean, weight = 1.5 | bochner.stabiliser.weight | a number above 0, at most 1",
                "kind = running-mean, max-age = 36 h | bochner.stabiliser.max-age | whole days, 0 or more",
                "kind = procrustes, reference = yesterday | bochner.stabiliser.reference | a date, YYYY-MM-DD from 1900-01-01 to 9999-12-31",
                "kind = procrustes, min-common-items = 0 | bochner.stabiliser.min-common-items | an integer from 1",
                "kind = landmarks | bochner.stabiliser.kind | to be set, not none",
                "kind = landmarks, landmarks = [a], landmark-column = genre | bochner.stabiliser.kind | to be set, not both",
                "kind = landmarks, landmarks = [a, b, a] | bochner.stabiliser.landmarks | names an item twice",
                "kind = landmarks, landmark-column = shop | bochner.stabiliser.landmark-column | one of source.carry",
                "kind = none, reference = 2026-11-19 | bochner.stabiliser.reference | kind is none, which has no use for it",
                "kind = procrustes, landmarks = [a] | bochner.stabiliser.landmarks | kind is procrustes, which has no use",
            })
    void saysWhatIsWrong(String stabiliser, String key, String words) {
        ConfigException e = assertThrows(ConfigException.class, () -> parse(stabiliser));
        assertTrue(e.getMessage().contains(key), e::getMessage);
        assertTrue(e.getMessage().contains(words), e::getMessage);
    }

    @Test
    void theIdMustNotBeNamedLikeAColumnOfTheState() {
        String age = JOB + "bochner.source.id-column = Age\n";
        assertEquals("Age", ConfigLoader.parse("f", age, List.of()).source().idColumn());
        ConfigException e = assertThrows(
                ConfigException.class,
                () -> ConfigLoader.parse("f", age + "bochner.stabiliser.kind = running-mean", List.of()));
        assertTrue(
                e.getMessage().contains("bochner.source.id-column is Age, expected none of [age, last_seen, mean]"),
                e::getMessage);
    }

    @Test
    void servesVersionsOfOneNormalisationOnly() {
        String mixed = JOB + """
                bochner.features.versions = [{ m = 4, seed = "1" }, { m = 4, seed = "2", normalisation = none }]
                """;
        assertEquals(2, ConfigLoader.parse("f", mixed, List.of()).versions().size());
        ConfigException e = assertThrows(
                ConfigException.class,
                () -> ConfigLoader.parse("f", mixed + "bochner.stabiliser.kind = procrustes", List.of()));
        assertTrue(
                e.getMessage().contains("have different normalisations, expected one, since the stabiliser procrustes"),
                e::getMessage);
    }
}
