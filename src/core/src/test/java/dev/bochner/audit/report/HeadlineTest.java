package dev.bochner.audit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.audit.metric.Finding;
import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Verdict;
import dev.bochner.audit.report.AuditReport.Retraining;
import dev.bochner.audit.report.AuditReport.Retraining.Answer;
import dev.bochner.audit.report.AuditReport.Subject;
import dev.bochner.store.VersionId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeadlineTest {
    private static final LocalDate DS = LocalDate.of(2026, 11, 20);

    private static AuditReport report(Optional<LocalDate> against, List<Level> levels, List<Answer> answers) {
        Metric metric = Metric.exact(Measure.H_CKA, 0.5, 10);
        return new AuditReport(
                new Subject("table", "run", DS, against, Instant.EPOCH),
                new Verdict(levels.stream()
                        .map(level -> new Finding(level, metric, ""))
                        .toList()),
                IntStream.range(0, answers.size())
                        .mapToObj(i -> new Retraining(new VersionId(16 << i, 42), 0, answers.get(i), ""))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static Headline later(List<Level> levels, Answer... answers) {
        return Headline.of(report(Optional.of(DS.minusDays(1)), levels, Arrays.asList(answers)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PASS | YES     | warn | Safe to publish. Models fitted before today must be retrained.
            PASS | NO      | pass | Safe to publish. Models fitted before today need not be retrained.
            PASS | UNKNOWN | none | Safe to publish. Whether models fitted before today must be retrained is not known.
            WARN | YES     | warn | Safe to publish, with 1 warning. Models fitted before today must be retrained.
            WARN | NO      | warn | Safe to publish, with 1 warning. Models fitted before today need not be retrained.
            WARN | UNKNOWN | warn | Safe to publish, with 1 warning. Whether models fitted before today must be retrained is not known.
            FAIL | YES     | fail | Not safe to publish: 1 of 2 checks failed. If it is published nevertheless, models fitted before today must be retrained.
            FAIL | NO      | fail | Not safe to publish: 1 of 2 checks failed. Models fitted before today need not be retrained.
            FAIL | UNKNOWN | fail | Not safe to publish: 1 of 2 checks failed. Whether models fitted before today must be retrained is not known.
            """)
    void answersBothQuestions(Level level, Answer answer, String tone, String text) {
        assertEquals(new Headline(tone, text), later(List.of(Level.PASS, level), answer));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PASS | pass | Safe to publish. No earlier day is published, so there is no model to retrain.
            WARN | warn | Safe to publish, with 1 warning. No earlier day is published, so there is no model to retrain.
            FAIL | fail | Not safe to publish: 1 of 1 check failed. No earlier day is published, so there is no model to retrain.
            """)
    void firstDayHasNoModels(Level level, String tone, String text) {
        AuditReport report = report(Optional.empty(), List.of(level), List.of(Answer.UNKNOWN, Answer.UNKNOWN));
        assertEquals(new Headline(tone, text), Headline.of(report));
    }

    @Test
    void namesTheVersionsWhereAnswersDiffer() {
        assertEquals(
                "Safe to publish. Models of m=16/seed=42 fitted before today must be retrained, of the others they need not.",
                later(List.of(Level.PASS), Answer.YES, Answer.NO).text());
        assertEquals(
                "Safe to publish. Models of m=16/seed=42 and m=32/seed=42 fitted before today must be retrained; whether models"
                        + " of m=64/seed=42 must be retrained is not known, of the others they need not.",
                later(List.of(Level.PASS), Answer.YES, Answer.YES, Answer.UNKNOWN, Answer.NO)
                        .text());
        assertEquals(
                "Safe to publish. Models of 3 versions fitted before today must be retrained, of the others they need not.",
                later(List.of(Level.PASS), Answer.YES, Answer.YES, Answer.YES, Answer.NO)
                        .text());
        assertEquals(
                "Safe to publish. Whether models of m=16/seed=42 must be retrained is not known, of the others they need not.",
                later(List.of(Level.PASS), Answer.UNKNOWN, Answer.NO).text());
    }

    @Test
    void saysWhereNothingWasChecked() {
        assertEquals(
                new Headline(
                        "pass",
                        "Nothing was checked, so nothing stands against publishing. Models fitted before today need not be"
                                + " retrained."),
                later(List.of(), Answer.NO));
    }
}
