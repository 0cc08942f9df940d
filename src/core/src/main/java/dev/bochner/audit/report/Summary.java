package dev.bochner.audit.report;

import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Verdict;
import dev.bochner.audit.report.AuditReport.Retraining;
import java.util.List;

/**
 * What stands on the first screen.
 *
 * @param headline whether to publish and whether to retrain; its tone is a colour, which the words repeat
 * @param sentence how many checks there were, and how they ended
 * @param reasons messages of what is not fine, the worst first
 * @param advice what to do about warnings
 * @param epochs none, or one if a version has a stabiliser that counts them: what an epoch is has then to be said
 */
record Summary(
        Headline headline,
        String sentence,
        List<Reason> reasons,
        List<String> advice,
        List<Answer> answers,
        List<String> epochs) {
    private static final String EPOCH =
            "An epoch is a run of days whose coordinates belong together. A model serves its"
                    + " own epoch only: when the stabiliser starts a new one, every model has to be retrained.";

    /** A finding that is not fine. */
    record Reason(String tone, String word, String message) {}

    /**
     * Whether one version's downstream owners must retrain.
     *
     * @param epoch empty where no epochs are counted
     */
    record Answer(String tone, String word, String version, String epoch, String reason) {
        static Answer of(Retraining retraining, boolean epochs) {
            return new Answer(
                    switch (retraining.answer()) {
                        case NO -> "pass";
                        case YES -> "warn";
                        case UNKNOWN -> "none";
                    },
                    switch (retraining.answer()) {
                        case NO -> "No";
                        case YES -> "Yes";
                        case UNKNOWN -> "Unknown";
                    },
                    NumberFormats.version(retraining.version()),
                    epochs ? "epoch " + retraining.epoch() : "",
                    sentence(retraining.reason()));
        }

        private static String sentence(String reason) {
            String capitalised = reason.isEmpty() ? "" : Character.toUpperCase(reason.charAt(0)) + reason.substring(1);
            return capitalised + (reason.endsWith(".") ? "" : ".");
        }
    }

    static Summary of(AuditReport report) {
        Verdict verdict = report.verdict();
        List<Reason> reasons = FindingRow.worstFirst(verdict.findings()).stream()
                .filter(finding -> finding.level() != Level.PASS)
                .map(finding ->
                        new Reason(finding.level().label(), FindingRow.word(finding.level()), finding.message()))
                .toList();
        return new Summary(
                Headline.of(report),
                sentence(verdict),
                reasons,
                report.advice(),
                report.retraining().stream()
                        .map(answer -> Answer.of(answer, countsEpochs(report)))
                        .toList(),
                countsEpochs(report) ? List.of(EPOCH) : List.of());
    }

    private static boolean countsEpochs(AuditReport report) {
        return report.retraining().stream().anyMatch(answer -> answer.epoch() > 0)
                || report.metrics().stream().anyMatch(metric -> metric.measure() == Measure.EPOCH_CHANGE);
    }

    private static String sentence(Verdict verdict) {
        int checks = verdict.findings().size();
        long failed = verdict.messages(Level.FAIL).size();
        long warned = verdict.messages(Level.WARN).size();
        if (checks == 0) {
            return "No constraint had anything to judge.";
        }
        if (failed + warned == 0) {
            return checks == 1
                    ? "The one check passed."
                    : "All " + NumberFormats.number((long) checks) + " checks passed.";
        }
        return NumberFormats.number(checks - failed - warned) + " of " + NumberFormats.count(checks, "check")
                + " passed"
                + (failed == 0 ? "" : ", " + NumberFormats.number(failed) + " failed")
                + (warned == 0 ? "" : ", " + NumberFormats.number(warned) + (warned == 1 ? " warns" : " warn")) + ".";
    }
}
