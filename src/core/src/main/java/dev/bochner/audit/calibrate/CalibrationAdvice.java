package dev.bochner.audit.calibrate;

import dev.bochner.audit.metric.Finding;
import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.report.AuditReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;

/**
 * What to do where a measure of drift is beyond its threshold: whether that is ordinary for the table, by its own history,
 * and the command that derives thresholds of its own. The default thresholds are those of one data set's trainings.
 */
public final class CalibrationAdvice {
    private CalibrationAdvice() {}

    /**
     * The advice, in sentences.
     *
     * @param days the metrics of the earlier dates that passed the audit
     * @return none if no measure of drift is beyond its threshold, nor if one fails and too few days say that this is
     *     ordinary
     */
    public static List<String> of(AuditReport report, NavigableMap<LocalDate, List<Metric>> days) {
        Map<Measure, Finding> broken = broken(report);
        if (broken.isEmpty()) {
            return List.of();
        }
        String table = report.subject().table();
        String command =
                "bochner audit calibrate --table " + (table.matches("[\\w./:=@-]+") ? table : "'" + table + "'");
        int known = Calibration.comparable(days).size();
        if (known < Calibration.FEWEST_DAYS) {
            boolean failed = broken.values().stream().anyMatch(finding -> finding.level() == Level.FAIL);
            return failed
                    ? List.of()
                    : List.of(
                            "Should this table's trainings always differ this much, derive thresholds from several trainings"
                                    + " on the same data: bochner audit calibrate --embeddings PATH --embeddings PATH ...; or, once "
                                    + Calibration.FEWEST_DAYS + " days of the table have been compared (" + known
                                    + " so far), from its"
                                    + " own history: " + command);
        }
        Calibration calibration = Calibration.ofDays(days, table);
        List<String> advice = new ArrayList<>();
        broken.forEach((measure, finding) -> calibration
                .threshold(measure)
                .map(threshold -> sentence(finding.metric(), threshold, known))
                .ifPresent(advice::add));
        advice.add("To take the thresholds of this table's own history, put what this prints into the configuration: "
                + command);
        return List.copyOf(advice);
    }

    /** The worst finding of each measure of drift that is beyond a threshold. */
    private static Map<Measure, Finding> broken(AuditReport report) {
        Map<Measure, Finding> broken = new EnumMap<>(Measure.class);
        for (Finding finding : report.verdict().findings()) {
            Measure measure = finding.metric().measure();
            if (finding.level() != Level.PASS && DriftBound.has(measure)) {
                broken.merge(measure, finding, (one, other) -> other.level().compareTo(one.level()) > 0 ? other : one);
            }
        }
        return broken;
    }

    private static String sentence(Metric metric, Threshold threshold, int days) {
        Range seen = threshold.seen();
        DriftBound yardstick = threshold.yardstick();
        String history = metric.measure().label() + " was " + Threshold.text(seen.least()) + " to "
                + Threshold.text(seen.most()) + " over the " + days + " earlier days of this table";
        if (threshold.bounds().isEmpty()) {
            return history + ", which give no threshold.";
        }
        double warn = threshold.bounds().get().warn();
        boolean usual = yardstick.badness(metric.value()) <= yardstick.badness(warn);
        return history + ", whose own threshold would warn "
                + yardstick.worse().name().toLowerCase(Locale.ROOT) + " " + Threshold.text(warn) + ": today's "
                + Threshold.text(metric.value()) + " is " + (usual ? "ordinary" : "unusual") + " for it.";
    }
}
