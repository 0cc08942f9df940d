package dev.bochner.audit.report;

import dev.bochner.audit.metric.Finding;
import dev.bochner.audit.metric.Level;
import java.util.Comparator;
import java.util.List;

/** A line of the table of findings. */
record FindingRow(String tone, String word, String message, String meaning) {
    private static final Comparator<Finding> WORST_FIRST =
            Comparator.comparing(Finding::level, Comparator.reverseOrder());

    static List<FindingRow> of(List<Finding> findings) {
        return worstFirst(findings).stream()
                .map(finding -> new FindingRow(
                        finding.level().label(),
                        word(finding.level()),
                        finding.message(),
                        finding.metric().measure().meaning()))
                .toList();
    }

    static List<Finding> worstFirst(List<Finding> findings) {
        return findings.stream().sorted(WORST_FIRST).toList();
    }

    static String word(Level level) {
        return switch (level) {
            case PASS -> "Pass";
            case WARN -> "Warning";
            case FAIL -> "Fail";
        };
    }
}
