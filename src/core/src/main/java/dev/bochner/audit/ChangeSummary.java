package dev.bochner.audit;

import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What changed since the day before, in plain words. */
final class ChangeSummary {
    /** A share of rotation this far above its null is no accident. */
    private static final double CLEARLY = 0.2;

    private static final double NEARLY_ALL = 0.95;

    /** Below this a share is said to be below it, not 0.0 %. */
    private static final double LEAST_SHARE = 0.0005;

    /** CKA above which the days are of the same items: noise without a rotation leaves it, and no share of rotation. */
    private static final double ALIKE = 0.5;

    private final List<Metric> metrics;
    private final Verdict verdict;

    /** @param verdict on the metrics: what warns is not called small */
    ChangeSummary(List<Metric> metrics, Verdict verdict) {
        this.metrics = metrics;
        this.verdict = verdict;
    }

    List<String> all() {
        List<String> sentences = new ArrayList<>();
        items().ifPresent(sentences::add);
        collapse().ifPresent(sentences::add);
        rotation().ifPresent(sentences::add);
        similarity().ifPresent(sentences::add);
        rows().ifPresent(sentences::add);
        return sentences;
    }

    private Optional<String> items() {
        OptionalDouble gone = value(Measure.GONE_SHARE);
        OptionalDouble fresh = value(Measure.NEW_SHARE);
        if (gone.isEmpty() || fresh.isEmpty()) {
            return Optional.of(
                    text("There are %,.0f items.", value(Measure.ITEMS).orElse(0)));
        }
        return Optional.of(text(
                "There are %,.0f items. Of them %s new; of those of the day before %s gone.",
                value(Measure.ITEMS).orElse(0), some(fresh.getAsDouble()), some(gone.getAsDouble())));
    }

    /** A share as the subject of a clause, with its verb. */
    private static String some(double share) {
        if (share == 0) {
            return "none is";
        }
        return share < LEAST_SHARE ? "less than 0.05 % are" : text("%.1f %% are", 100 * share);
    }

    private Optional<String> collapse() {
        OptionalDouble cosine = value(Measure.MEAN_COSINE);
        OptionalDouble dead = value(Measure.DEAD_DIMENSIONS);
        if (cosine.isPresent() && cosine.getAsDouble() > NEARLY_ALL) {
            return Optional.of(text(
                    "All embeddings point the same way (mean cosine of two items %.3f): the training has collapsed.",
                    cosine.getAsDouble()));
        }
        return dead.isPresent() && dead.getAsDouble() > 0
                ? Optional.of(text("%.0f dimension(s) hold the same number for all items.", dead.getAsDouble()))
                : Optional.empty();
    }

    private Optional<String> rotation() {
        OptionalDouble share = value(Measure.H_ROTATION_SHARE);
        OptionalDouble chance = value(Measure.H_ROTATION_SHARE_NULL);
        if (share.isEmpty() || chance.isEmpty()) {
            return value(Measure.H_COORDINATE_VARIANCE).stream()
                    .mapToObj(variance -> "The embeddings of the items did not change.")
                    .findFirst();
        }
        boolean alike = value(Measure.H_CKA).orElse(0) > ALIKE;
        if (!alike && share.getAsDouble() - chance.getAsDouble() < CLEARLY) {
            return Optional.of(text(
                    "The embeddings do not belong to the same items as the day before: a rotation explains %.0f %% of the"
                            + " change, and %.0f %% if ids are shuffled at random.",
                    100 * share.getAsDouble(), 100 * chance.getAsDouble()));
        }
        String kind = share.getAsDouble() > NEARLY_ALL && fine()
                ? "The embeddings were rotated, and hardly anything else: "
                : "The embeddings moved: ";
        return Optional.of(kind
                + text(
                        "%.1f %% of the change is mere rotation (%.0f %% if ids were shuffled at random); the rest is %.2g %%"
                                + " of the variance.",
                        100 * share.getAsDouble(),
                        100 * chance.getAsDouble(),
                        100 * value(Measure.H_PROCRUSTES_RESIDUAL).orElse(0)));
    }

    private Optional<String> similarity() {
        OptionalDouble overlap = value(Measure.H_KNN_OVERLAP);
        OptionalDouble cka = value(Measure.H_CKA);
        if (overlap.isEmpty() || cka.isEmpty()) {
            return Optional.empty();
        }
        String kind = "changed";
        if (!fine()) {
            kind = "changed more than the thresholds allow";
        } else if (cka.getAsDouble() > NEARLY_ALL) {
            kind = "hardly changed";
        }
        return Optional.of(text(
                "Which items are similar %s: an item keeps %.0f %% of its ten nearest neighbours, and the similarities of"
                        + " all items agree to %.3f (linear CKA, centred kernel alignment: 1 if nothing but rotation and"
                        + " scale changed, near 0 for unrelated embeddings).",
                kind, 100 * overlap.getAsDouble(), cka.getAsDouble()));
    }

    /** Whether no constraint warns of how the embeddings differ between the days. */
    private boolean fine() {
        return verdict.findings().stream()
                .filter(finding -> finding.level() != Level.PASS)
                .noneMatch(finding -> finding.metric().measure().label().startsWith("h-"));
    }

    private Optional<String> rows() {
        long different = (long) sum(Measure.PHI_ROWS_DIFFERENT);
        long recomputed = (long) sum(Measure.PHI_ROWS_RECOMPUTED);
        if (recomputed == 0) {
            return Optional.empty();
        }
        return Optional.of(
                different == 0
                        ? text("%d stored feature rows were recomputed; every bit agrees.", recomputed)
                        : text("%d of %d recomputed feature rows differ from the stored ones.", different, recomputed));
    }

    private double sum(Measure measure) {
        return metrics.stream()
                .filter(metric -> metric.measure() == measure && metric.part().isEmpty())
                .mapToDouble(Metric::value)
                .sum();
    }

    private OptionalDouble value(Measure measure) {
        return metrics.stream()
                .filter(metric -> metric.measure() == measure
                        && metric.part().isEmpty()
                        && metric.version().isEmpty())
                .mapToDouble(Metric::value)
                .findFirst();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
