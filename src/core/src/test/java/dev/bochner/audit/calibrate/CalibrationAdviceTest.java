package dev.bochner.audit.calibrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Constraint;
import dev.bochner.audit.metric.Constraint.Bounds;
import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Verdict;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.audit.report.AuditReport.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CalibrationAdviceTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final Constraint NEIGHBOURS =
            new Constraint(Measure.H_KNN_OVERLAP, Bounds.atLeast(0.63), Bounds.atLeast(0.32));

    private static List<Metric> keeping(double overlap) {
        return List.of(Metric.exact(Measure.ITEMS, 100, 100), Metric.exact(Measure.H_KNN_OVERLAP, overlap, 100));
    }

    private static AuditReport report(String table, double overlap) {
        return new AuditReport(
                new Subject(table, "run", TODAY, Optional.of(TODAY.minusDays(1)), Instant.EPOCH),
                Verdict.of(List.of(NEIGHBOURS), keeping(overlap)),
                List.of(),
                List.of(),
                List.of(),
                keeping(overlap),
                List.of(),
                List.of());
    }

    /** The first day, which was compared with nothing, and days that keep 0.60 or 0.61 of the neighbours. */
    private static NavigableMap<LocalDate, List<Metric>> days(int compared) {
        NavigableMap<LocalDate, List<Metric>> days = new TreeMap<>();
        days.put(TODAY.minusDays(compared + 1L), List.of(Metric.exact(Measure.ITEMS, 100, 100)));
        for (int i = 1; i <= compared; i++) {
            days.put(TODAY.minusDays(i), keeping(i % 2 == 0 ? 0.60 : 0.61));
        }
        return days;
    }

    @Test
    void saysThatAWarningIsOrdinaryForATableWithAHistory() {
        assertEquals(
                List.of(
                        // 0.61 - 6 * 0 and 0.60 less a twentieth: the margin beyond the worst day is the looser one.
                        "h-knn-overlap was 0.6000 to 0.6100 over the 7 earlier days of this table, whose own threshold would"
                                + " warn below 0.5700: today's 0.6050 is ordinary for it.",
                        "To take the thresholds of this table's own history, put what this prints into the configuration:"
                                + " bochner audit calibrate --table hdfs://nn/items"),
                CalibrationAdvice.of(report("hdfs://nn/items", 0.605), days(7)));
    }

    @Test
    void theThresholdsItNamesLetTheDayPass() {
        Verdict verdict = Verdict.of(Calibration.ofDays(days(7), "t").constraints(), keeping(0.605));
        assertEquals(Level.PASS, verdict.level());
    }

    @Test
    void saysThatADayIsUnusualAlsoByItsOwnHistory() {
        List<String> advice = CalibrationAdvice.of(report("t", 0.5), days(9));
        assertTrue(
                advice.get(0).endsWith("would warn below 0.5700: today's 0.5000 is unusual for it."), advice::toString);
    }

    @Test
    void offersBothWaysToATableThatIsYoung() {
        assertEquals(
                List.of(
                        "Should this table's trainings always differ this much, derive thresholds from several trainings on the"
                                + " same data: bochner audit calibrate --embeddings PATH --embeddings PATH ...; or, once 7 days of the"
                                + " table have been compared (6 so far), from its own history: bochner audit calibrate --table"
                                + " 'file:/a b'"),
                CalibrationAdvice.of(report("file:/a b", 0.605), days(6)));
    }

    @Test
    void aFailureIsNoReasonToLoosenThresholds() {
        assertEquals(List.of(), CalibrationAdvice.of(report("t", 0.1), days(2)));
    }

    @Test
    void saysNothingWhereNothingWarns() {
        assertEquals(List.of(), CalibrationAdvice.of(report("t", 0.7), days(9)));
    }

    @Test
    void blockOfATableNamesItsDays() {
        assertTrue(Calibration.ofDays(days(8), "hdfs://nn/items")
                .hocon()
                .startsWith(
                        "# Derived from 8 days of hdfs://nn/items, 2026-11-12 to 2026-11-19: warn just beyond what"));
        IllegalArgumentException few =
                assertThrows(IllegalArgumentException.class, () -> Calibration.ofDays(days(6), "hdfs://nn/items"));
        assertEquals(
                "The history of hdfs://nn/items has 6 days that passed the audit with a measure of drift, expected 7 or more",
                few.getMessage());
    }
}
