package dev.bochner.audit;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the stabiliser left of the change since the day before, in plain words. */
final class StabilisedSentences {
    private final StabilisedPair pair;
    private final List<Metric> metrics;

    StabilisedSentences(StabilisedPair pair, List<Metric> metrics) {
        this.pair = pair;
        this.metrics = metrics;
    }

    List<String> all() {
        List<String> sentences = new ArrayList<>();
        change().ifPresent(sentences::add);
        lag().ifPresent(sentences::add);
        return sentences;
    }

    private Optional<String> change() {
        return about(Measure.H_COORDINATE_VARIANCE, pair.part())
                .map(variance -> text(
                                "Once stabilised (%s), embeddings vary by %.3g between the days%s",
                                pair.label(), variance.value(), before(Measure.H_COORDINATE_VARIANCE, "%.3g"))
                        + about(Measure.H_ROTATION_SHARE, pair.part())
                                .map(share -> text(
                                        ", and %.0f %% of that is rotation%s",
                                        100 * share.value(), before(Measure.H_ROTATION_SHARE, "%.0f %%")))
                                .orElse("")
                        + text("; estimated on %,d items.", variance.precision().items()));
    }

    private String before(Measure measure, String format) {
        double scale = format.endsWith("%%") ? 100 : 1;
        return about(measure, "")
                .map(metric -> text(" (" + format + " as they were delivered)", scale * metric.value()))
                .orElse("");
    }

    private Optional<String> lag() {
        return of(Measure.LAG_DAYS).flatMap(lag -> of(Measure.MOVE_FOLLOWED).map(followed -> sentence(lag, followed)));
    }

    private static String sentence(Metric lag, Metric followed) {
        String who =
                text("the %d sampled item(s) that moved most", lag.precision().items());
        if (lag.value() == 0) {
            return "Features follow a real move at once, by " + who + ".";
        }
        return text(
                "Features follow %.0f %% of a real move, by %s%s.",
                100 * followed.value(),
                who,
                Double.isInfinite(lag.value())
                        ? ": they stay where they were"
                        : text("; at that pace an item keeps half of its old place for %.1f days", lag.value()));
    }

    private Optional<Metric> about(Measure measure, String part) {
        return metrics.stream()
                .filter(metric -> metric.measure() == measure
                        && metric.version().isEmpty()
                        && metric.part().equals(part))
                .findFirst();
    }

    /** The same for all versions of the pair. */
    private Optional<Metric> of(Measure measure) {
        return metrics.stream()
                .filter(metric -> metric.measure() == measure
                        && metric.version()
                                .equals(Optional.of(VersionId.of(pair.specs().get(0)))))
                .findFirst();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
