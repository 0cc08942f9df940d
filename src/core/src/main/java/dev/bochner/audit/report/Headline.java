package dev.bochner.audit.report;

import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Verdict;
import dev.bochner.audit.report.AuditReport.Retraining;
import dev.bochner.audit.report.AuditReport.Retraining.Answer;
import java.util.List;

/**
 * The first line of a report, on the page and in the terminal: whether the snapshot may be published, and whether
 * downstream models have to be retrained, in two sentences.
 *
 * @param tone the worse of what both sentences say, by its name in the style sheet, such as {@code warn}
 * @param text both sentences
 */
public record Headline(String tone, String text) {
    /** So many versions are named; more of them are counted. */
    private static final int MOST_NAMES = 2;

    /** The line of a report. */
    public static Headline of(AuditReport report) {
        String text = publication(report.verdict());
        List<Retraining> retraining = report.retraining();
        if (retraining.isEmpty()) {
            return new Headline(tone(report), text + ".");
        }
        String models = report.subject().against().isEmpty()
                ? "no earlier day is published, so there is no model to retrain"
                : models(retraining);
        boolean refused = report.verdict().level() == Level.FAIL;
        boolean loses = refused && !with(Answer.YES, retraining).isEmpty();
        String second = loses ? "if it is published nevertheless, " + models : models;
        return new Headline(tone(report), text + ". " + capitalised(second) + ".");
    }

    private static String publication(Verdict verdict) {
        int checks = verdict.findings().size();
        return switch (verdict.level()) {
            case PASS -> checks == 0 ? "Nothing was checked, so nothing stands against publishing" : "Safe to publish";
            case WARN ->
                "Safe to publish, with "
                        + NumberFormats.count(verdict.messages(Level.WARN).size(), "warning");
            case FAIL ->
                "Not safe to publish: "
                        + NumberFormats.number(
                                (long) verdict.messages(Level.FAIL).size())
                        + " of " + NumberFormats.count(checks, "check") + " failed";
        };
    }

    private static String models(List<Retraining> retraining) {
        List<Retraining> yes = with(Answer.YES, retraining);
        List<Retraining> unknown = with(Answer.UNKNOWN, retraining);
        if (yes.size() == retraining.size()) {
            return "models fitted before today must be retrained";
        }
        if (unknown.size() == retraining.size()) {
            return "whether models fitted before today must be retrained is not known";
        }
        if (yes.isEmpty() && unknown.isEmpty()) {
            return "models fitted before today need not be retrained";
        }
        String rest = with(Answer.NO, retraining).isEmpty() ? "" : ", of the others they need not";
        String must = yes.isEmpty() ? "" : "models of " + names(yes) + " fitted before today must be retrained";
        String unclear =
                unknown.isEmpty() ? "" : "whether models of " + names(unknown) + " must be retrained is not known";
        return must + (must.isEmpty() || unclear.isEmpty() ? "" : "; ") + unclear + rest;
    }

    private static List<Retraining> with(Answer answer, List<Retraining> retraining) {
        return retraining.stream().filter(one -> one.answer() == answer).toList();
    }

    private static String names(List<Retraining> versions) {
        return versions.size() > MOST_NAMES
                ? NumberFormats.count(versions.size(), "version")
                : String.join(
                        " and ",
                        versions.stream().map(one -> one.version().toString()).toList());
    }

    private static String tone(AuditReport report) {
        Level level = report.verdict().level();
        boolean firstDay = report.subject().against().isEmpty();
        if (level == Level.PASS && report.retraining().stream().anyMatch(one -> one.answer() == Answer.YES)) {
            return Level.WARN.label();
        }
        boolean unknown = !firstDay && report.retraining().stream().anyMatch(one -> one.answer() == Answer.UNKNOWN);
        return level == Level.PASS && unknown ? "none" : level.label();
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
