package dev.bochner.audit;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.report.AuditReport.Retraining;
import dev.bochner.audit.report.AuditReport.Retraining.Answer;
import dev.bochner.store.VersionId;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What downstream owners want to know: whether a model that was fitted on the day before still works today. */
final class Retrain {
    /** The property of a state that says why coordinates start anew with it. */
    private static final String NEW_EPOCH = "new-epoch";

    private final AuditOptions.Retraining limits;
    private final Optional<LocalDate> against;
    private final AuditFindings evidence;
    private final List<Metric> metrics;

    Retrain(AuditOptions.Retraining limits, Optional<LocalDate> against, AuditFindings evidence) {
        this.limits = limits;
        this.against = against;
        this.evidence = evidence;
        this.metrics = evidence.metrics();
    }

    /**
     * The answer for a version: yes where its coordinates start anew; else by the stale probe where there are labels, else
     * by how far coordinates moved. Where there is a stabiliser, both are of what it made.
     */
    Retraining answer(Audit.Features features) {
        VersionId version = features.version();
        int epoch = features.epoch();
        return evidence.epochBefore(version)
                .filter(before -> before != epoch)
                .map(before -> new Retraining(version, epoch, Answer.YES, anew(before, features)))
                .orElseGet(() -> within(version, epoch));
    }

    private static String anew(int before, Audit.Features features) {
        String why = features.stabilised()
                .flatMap(found -> Optional.ofNullable(found.state().properties().get(NEW_EPOCH)))
                .map(reason -> " (" + reason + ")")
                .orElse("");
        return text("epoch %d -> %d: coordinates start anew", before, features.epoch()) + why;
    }

    private Retraining within(VersionId version, int epoch) {
        Optional<Double> loss = value(version, Measure.STALE_ACCURACY_LOSS);
        Optional<Double> drift = value(version, Measure.PHI_COORDINATE_DRIFT);
        if (loss.isPresent()) {
            String reason = text(
                    "a classifier fitted on %s scores %.1f %% today, one fitted today %.1f %%",
                    day(),
                    100 * value(version, Measure.STALE_ACCURACY).orElseThrow(),
                    100 * value(version, Measure.FRESH_ACCURACY).orElseThrow());
            return new Retraining(version, epoch, yesIf(loss.get() > limits.staleAccuracyLoss()), reason);
        }
        return drift.map(share ->
                        new Retraining(version, epoch, yesIf(share > limits.coordinateDrift()), moved(version, share)))
                .orElseGet(() -> new Retraining(version, epoch, Answer.UNKNOWN, nothingToCompareWith(version)));
    }

    private String nothingToCompareWith(VersionId version) {
        if (against.isEmpty()) {
            return "there is no earlier day to compare with";
        }
        return evidence.epochBefore(version).isEmpty()
                ? "features cannot be compared with those of " + day()
                : "the epoch is that of " + day() + ", but features cannot be compared with that day's";
    }

    private String moved(VersionId version, double share) {
        String moved = text(
                "since %s an item's features moved by %.1f %% of the variance among items (at 100 %% an item is as far from"
                        + " where it was as from any other item)",
                day(), 100 * share);
        Optional<Double> rotation = rotation("");
        Optional<Double> left = evidence.stabilised().stream()
                .filter(pair -> pair.specs().stream().map(VersionId::of).anyMatch(version::equals))
                .findFirst()
                .flatMap(pair -> rotation(pair.part()));
        return moved
                + rotation.map(part -> text("; %.0f %% of the embeddings' change is mere rotation", part))
                        .orElse("")
                + left.map(part -> text(", and %.0f %% of what the stabiliser leaves of it", part))
                        .orElse("");
    }

    /** In percent. */
    private Optional<Double> rotation(String part) {
        return metrics.stream()
                .filter(metric -> metric.measure() == Measure.H_ROTATION_SHARE
                        && metric.part().equals(part))
                .findFirst()
                .map(share -> 100 * share.value());
    }

    private String day() {
        return against.map(LocalDate::toString).orElse("the day before");
    }

    private Optional<Double> value(VersionId version, Measure measure) {
        return metrics.stream()
                .filter(metric -> metric.measure() == measure
                        && metric.part().isEmpty()
                        && metric.version().equals(Optional.of(version)))
                .map(Metric::value)
                .findFirst();
    }

    private static Answer yesIf(boolean needed) {
        return needed ? Answer.YES : Answer.NO;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
