package dev.bochner.daily;

import dev.bochner.audit.metric.Level;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.audit.report.AuditReport.Retraining;
import dev.bochner.audit.report.Headline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** Summarises an audit in a few lines of text for a log or a terminal. */
public final class AuditText {
    private AuditText() {}

    /**
     * Returns whether to publish and to retrain, which constraints fail or warn, what changed, an answer for each version, and
     * the path of the report.
     */
    public static String of(AuditReport report, Optional<Path> page) {
        List<String> lines = new ArrayList<>();
        AuditReport.Subject subject = report.subject();
        lines.add("Audit of " + subject.ds()
                + subject.against().map(day -> " against " + day).orElse("") + ": "
                + Headline.of(report).text());
        report.verdict().messages(Level.FAIL).forEach(message -> lines.add("  fail: " + message));
        report.verdict().messages(Level.WARN).forEach(message -> lines.add("  warn: " + message));
        report.advice().forEach(advice -> lines.add("  " + advice));
        report.changes().forEach(change -> lines.add("  " + change));
        report.remarks().forEach(remark -> lines.add("  " + remark));
        report.retraining().forEach(answer -> lines.add(line(answer)));
        page.ifPresent(path -> lines.add("Report: " + path));
        return String.join("\n", lines);
    }

    private static String line(Retraining answer) {
        return "Retrain needed? " + answer.version() + ", epoch " + answer.epoch() + ": "
                + answer.answer().name().toLowerCase(Locale.ROOT) + ", " + answer.reason();
    }
}
