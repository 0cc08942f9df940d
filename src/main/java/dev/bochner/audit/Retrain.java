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
    private final AuditOptions.Retraining limits;
    private final Optional<LocalDate> against;
    private final List<Metric> metrics;

    Retrain(AuditOptions.Retraining limits, Optional<LocalDate> against, List<Metric> metrics) {
        this.limits = limits;
        this.against = against;
        this.metrics = metrics;
    }

    /**
     * The answer for a version: by the stale probe where there are labels, else by how far coordinates moved.
     *
     * @param epoch of the snapshot
     */
    Retraining answer(VersionId version, int epoch) {
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
        return drift.map(share -> new Retraining(version, epoch, yesIf(share > limits.coordinateDrift()), moved(share)))
                .orElseGet(() ->
                        new Retraining(version, epoch, Answer.UNKNOWN, "there is no earlier day to compare with"));
    }

    private String moved(double share) {
        String moved =
                text("an item's features moved since %s by %.1f %% of what separates two items", day(), 100 * share);
        return metrics.stream()
                .filter(metric -> metric.measure() == Measure.H_ROTATION_SHARE
                        && metric.part().isEmpty())
                .findFirst()
                .map(rotation ->
                        moved + text("; %.0f %% of the embeddings' change is mere rotation", 100 * rotation.value()))
                .orElse(moved);
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
