package dev.bochner.audit.report;

import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Verdict;
import dev.bochner.audit.report.AuditReport.Retraining;
import java.util.List;

/**
 * What stands on the first screen.
 *
 * @param tone {@code pass}, {@code warn}, {@code fail}: a colour, which the words repeat
 * @param word the verdict
 * @param sentence what follows from it
 * @param reasons messages of what is not fine, the worst first
 */
record Summary(String tone, String word, String sentence, List<Reason> reasons, List<Answer> answers) {
    /** A finding that is not fine. */
    record Reason(String tone, String word, String message) {}

    /** Whether one version's downstream owners must retrain. */
    record Answer(String tone, String word, String version, String epoch, String reason) {
        static Answer of(Retraining retraining) {
            return new Answer(
                    switch (retraining.answer()) {
                        case NO -> "pass";
                        case YES -> "fail";
                        case UNKNOWN -> "none";
                    },
                    switch (retraining.answer()) {
                        case NO -> "No";
                        case YES -> "Yes";
                        case UNKNOWN -> "Unknown";
                    },
                    Words.version(retraining.version()),
                    "epoch " + retraining.epoch(),
                    retraining.reason());
        }
    }

    static Summary of(Verdict verdict, List<Retraining> retraining) {
        List<Reason> reasons = FindingRow.worstFirst(verdict.findings()).stream()
                .filter(finding -> finding.level() != Level.PASS)
                .map(finding ->
                        new Reason(finding.level().label(), FindingRow.word(finding.level()), finding.message()))
                .toList();
        return new Summary(
                verdict.level().label(),
                word(verdict.level()),
                sentence(verdict),
                reasons,
                retraining.stream().map(Answer::of).toList());
    }

    private static String word(Level level) {
        return switch (level) {
            case PASS -> "Passed";
            case WARN -> "Passed with warnings";
            case FAIL -> "Failed";
        };
    }

    private static String sentence(Verdict verdict) {
        int checks = verdict.findings().size();
        long failed = verdict.messages(Level.FAIL).size();
        long warned = verdict.messages(Level.WARN).size();
        if (checks == 0) {
            return "No constraint had anything to judge.";
        }
        String of = " of " + Words.count(checks, "check");
        return switch (verdict.level()) {
            case PASS -> "All is well in " + Words.count(checks, "check") + ".";
            case WARN -> Words.number(warned) + of + " deserve" + (warned == 1 ? "s" : "") + " a look.";
            case FAIL -> Words.number(failed) + of + " failed: nobody should read this snapshot.";
        };
    }
}
