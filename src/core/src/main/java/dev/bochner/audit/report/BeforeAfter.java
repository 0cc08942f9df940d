package dev.bochner.audit.report;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a stabiliser did: the same figures of the embeddings as they were delivered and of what became of them, and how
 * downstream models of each version fare.
 *
 * @param rows one for each figure
 */
record BeforeAfter(List<Row> rows) {
    /** Of vectors of one day beside those of another. */
    private static final List<Measure> OF_VECTORS = List.of(
            Measure.H_COORDINATE_VARIANCE,
            Measure.H_PROCRUSTES_RESIDUAL,
            Measure.H_ROTATION_SHARE,
            Measure.H_ROTATION_SHARE_NULL,
            Measure.H_ALIGNED_COSINE,
            Measure.H_ALIGNED_COSINE_P05,
            Measure.H_KNN_OVERLAP,
            Measure.STALE_ACCURACY,
            Measure.FRESH_ACCURACY);
    /** Of features, which exist stabilised only: compared with the embeddings as they were delivered. */
    private static final List<Measure> OF_FEATURES =
            List.of(Measure.STALE_ACCURACY, Measure.FRESH_ACCURACY, Measure.MOVE_FOLLOWED, Measure.LAG_DAYS);

    /**
     * One figure.
     *
     * @param before as delivered; empty if that cannot be measured
     */
    record Row(String about, String meaning, String before, String after, String precision) {}

    /** One if a stabiliser was audited, else none. */
    static List<BeforeAfter> of(List<Metric> metrics) {
        List<Row> rows = new ArrayList<>();
        OF_VECTORS.forEach(measure -> metrics.stream()
                .filter(metric -> metric.measure() == measure && isStabilised(metric))
                .map(after -> row(measure.label() + rest(after.part()), after, metrics))
                .forEach(rows::add));
        if (metrics.stream().noneMatch(BeforeAfter::isStabilised)) {
            return List.of();
        }
        OF_FEATURES.forEach(measure -> metrics.stream()
                .filter(metric -> metric.measure() == measure
                        && metric.version().isPresent()
                        && metric.part().isEmpty())
                .map(after -> row(measure.label() + " of the features " + name(after), after, metrics))
                .forEach(rows::add));
        return List.of(new BeforeAfter(List.copyOf(rows)));
    }

    private static boolean isStabilised(Metric metric) {
        return metric.version().isEmpty() && metric.part().startsWith(Metric.STABILISED);
    }

    private static String rest(String part) {
        return part.substring(Metric.STABILISED.length());
    }

    private static String name(Metric metric) {
        return metric.version().map(VersionId::toString).orElse("");
    }

    private static Row row(String about, Metric after, List<Metric> metrics) {
        Optional<Metric> before = metrics.stream()
                .filter(metric -> metric.measure() == after.measure()
                        && metric.version().isEmpty()
                        && metric.part().isEmpty())
                .findFirst();
        return new Row(
                about,
                after.measure().meaning(),
                before.map(metric -> NumberFormats.number(metric.value())).orElse(""),
                NumberFormats.number(after.value()),
                NumberFormats.precision(after.precision()));
    }
}
