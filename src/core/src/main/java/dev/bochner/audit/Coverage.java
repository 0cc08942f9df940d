package dev.bochner.audit;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.scan.DaySketch;
import dev.bochner.audit.scan.LogHistogram;
import dev.bochner.store.Manifest;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is there at all: items, refused rows, norms, and whether all embeddings point the same way. */
final class Coverage {
    /** Quantiles by the names they have in history and report. */
    private static final Map<String, Double> QUANTILES =
            Map.of("p01", 0.01, "p05", 0.05, "p25", 0.25, "p50", 0.5, "p75", 0.75, "p95", 0.95, "p99", 0.99);

    private Coverage() {}

    /** Of the embeddings of one day. */
    static List<Metric> of(DaySketch day) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.exact(Measure.ITEMS, (double) day.items(), day.items()));
        metrics.addAll(quantiles(Measure.NORM, day.norms()));
        day.meanCosine().ifPresent(mean -> metrics.add(Metric.exact(Measure.MEAN_COSINE, mean, day.items())));
        day.deadDimensions()
                .ifPresent(dead -> metrics.add(Metric.exact(Measure.DEAD_DIMENSIONS, (double) dead, day.items())));
        return metrics;
    }

    /** Quantiles of a distribution, parts of a measure. */
    static List<Metric> quantiles(Measure measure, LogHistogram values) {
        List<Metric> metrics = new ArrayList<>();
        QUANTILES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(quantile -> values.quantile(quantile.getValue())
                        .ifPresent(value -> metrics.add(
                                Metric.exact(measure, value, values.total()).part(quantile.getKey()))));
        return metrics;
    }

    /** The rows that a version was not made of, by reason. */
    static List<Metric> refused(VersionId version, Manifest.Counts counts) {
        List<Metric> metrics = new ArrayList<>();
        long all = counts.quarantined().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        metrics.add(share(all, counts.read(), "").of(version));
        counts.quarantined()
                .forEach((reason, rows) ->
                        metrics.add(share(rows, counts.read(), reason).of(version)));
        return metrics;
    }

    private static Metric share(long rows, long of, String reason) {
        return Metric.exact(Measure.QUARANTINED_SHARE, of == 0 ? 0 : (double) rows / of, of)
                .part(reason);
    }

    /**
     * Who came and went, and how the scale changed.
     *
     * @param precision of the counts
     */
    static List<Metric> between(DaySketch today, DaySketch before, Counts counts, Metric.Precision precision) {
        List<Metric> metrics = new ArrayList<>();
        metrics.add(Metric.exact(Measure.ITEMS_BEFORE, (double) before.items(), before.items()));
        metrics.add(with(precision, Measure.ITEMS_COMMON, (double) counts.common()));
        share(counts.onlyToday(), counts.onlyToday() + counts.common())
                .ifPresent(share -> metrics.add(with(precision, Measure.NEW_SHARE, share)));
        share(counts.onlyBefore(), counts.onlyBefore() + counts.common())
                .ifPresent(share -> metrics.add(with(precision, Measure.GONE_SHARE, share)));
        double median = before.norms().quantile(0.5).orElse(0);
        if (median > 0 && today.items() > 0) {
            double ratio = today.norms().quantile(0.5).orElse(0) / median;
            metrics.add(Metric.exact(Measure.NORM_RATIO, ratio, today.items()));
        }
        return metrics;
    }

    /** Items by the days that have them. */
    record Counts(long common, long onlyToday, long onlyBefore) {}

    private static Optional<Double> share(long part, long whole) {
        return whole == 0 ? Optional.empty() : Optional.of((double) part / whole);
    }

    private static Metric with(Metric.Precision precision, Measure measure, double value) {
        return new Metric(measure, Optional.empty(), "", value, precision);
    }
}
