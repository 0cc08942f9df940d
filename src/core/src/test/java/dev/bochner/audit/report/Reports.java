package dev.bochner.audit.report;

import dev.bochner.audit.metric.Constraint;
import dev.bochner.audit.metric.Constraint.Bounds;
import dev.bochner.audit.metric.Finding;
import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Metric.Precision;
import dev.bochner.audit.metric.Verdict;
import dev.bochner.audit.report.AuditReport.ChangedItem;
import dev.bochner.audit.report.AuditReport.Histogram;
import dev.bochner.audit.report.AuditReport.Retraining;
import dev.bochner.audit.report.AuditReport.Retraining.Answer;
import dev.bochner.audit.report.AuditReport.Subject;
import dev.bochner.store.VersionId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Reports as the audit makes them, and a month of history. */
final class Reports {
    static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    static final VersionId SMALL = new VersionId(16, -9_223_372_036_854_775_808L);
    static final VersionId LARGE = new VersionId(64, 42);
    /** Ids that an item may have, whatever they would mean elsewhere. */
    static final List<String> HOSTILE = List.of(
            "</script><script>alert(1)</script>",
            "<img src=x onerror=alert(2)>",
            "\"'`><svg/onload=alert(3)>",
            "{{frame.css}}{{{json}}}",
            "&amp;&lt;b&gt;",
            "line\u2028separator\u202eevird ot");

    private static final int DAYS = 30;
    private static final List<Constraint> CONSTRAINTS = List.of(
            new Constraint(Measure.GONE_SHARE, Bounds.atMost(0.05), Bounds.atMost(0.2)),
            new Constraint(Measure.H_CKA, Bounds.atLeast(0.95), Bounds.atLeast(0.8)),
            new Constraint(Measure.H_KNN_OVERLAP, Bounds.atLeast(0.5), Bounds.atLeast(0.2)),
            new Constraint(Measure.PHI_KERNEL_ERROR_RATIO, Bounds.atMost(1.2), Bounds.atMost(1.5)),
            new Constraint(Measure.PHI_ROWS_DIFFERENT, Bounds.NONE, Bounds.atMost(0)));

    private Reports() {}

    /** A day with warnings against the day before. */
    static AuditReport ordinary() {
        return of(Optional.of(TODAY.minusDays(1)), metrics(), changed("The Third Man (1949)", "Heat (1995)"));
    }

    /** The same, with one check that failed. */
    static AuditReport failed() {
        List<Metric> metrics = new ArrayList<>(metrics());
        metrics.add(Metric.exact(Measure.PHI_ROWS_DIFFERENT, 212, 500).of(SMALL));
        return of(Optional.of(TODAY.minusDays(1)), metrics, changed("The Third Man (1949)"));
    }

    /** The first day of a table. */
    static AuditReport firstDay() {
        List<Metric> metrics =
                List.of(Metric.exact(Measure.ITEMS, 3650, 3650), Metric.exact(Measure.MEAN_COSINE, 0.0412, 3650));
        Subject subject = subject("hdfs://nn/features", Optional.empty());
        return new AuditReport(
                subject,
                Verdict.of(CONSTRAINTS, metrics),
                List.of(new Retraining(LARGE, 1, Answer.UNKNOWN, "There is no earlier day to compare with.")),
                List.of(),
                List.of("Drift was not measured: this is the first day of the table."),
                metrics,
                List.of(),
                List.of());
    }

    /** A day of a table without a stabiliser. */
    static AuditReport withoutEpochs() {
        List<Metric> metrics = List.of(Metric.exact(Measure.ITEMS, 3650, 3650));
        return new AuditReport(
                subject("hdfs://nn/features", Optional.of(TODAY.minusDays(1))),
                Verdict.of(CONSTRAINTS, metrics),
                List.of(new Retraining(LARGE, 0, Answer.YES, "features moved by 98 % of the variance among items")),
                List.of(),
                List.of(),
                metrics,
                List.of(),
                List.of());
    }

    /** Every text of it, and some figures, are as awkward as they may be. */
    static AuditReport hostile() {
        String text = String.join(" ", HOSTILE);
        Metric metric = Metric.exact(Measure.ITEMS, 10, 10).part(text);
        Metric infinite = Metric.exact(Measure.PHI_KERNEL_ERROR, Double.POSITIVE_INFINITY, 5)
                .of(LARGE);
        List<Double> edges = List.of(Double.NEGATIVE_INFINITY, 0.0, 1.0, Double.POSITIVE_INFINITY);
        return new AuditReport(
                subject(text, Optional.of(TODAY.minusDays(1))),
                new Verdict(List.of(new Finding(Level.FAIL, metric, text))),
                List.of(new Retraining(LARGE, 1, Answer.YES, text)),
                List.of(text),
                List.of(text),
                List.of(metric, infinite),
                List.of(new Histogram(text, edges, List.of(3L, 5L, 1L))),
                changed(HOSTILE.toArray(String[]::new)));
    }

    /** What {@link #hostile()} has for a history. */
    static List<Trend> hostileHistory() {
        return List.of(new Trend(
                String.join(" ", HOSTILE),
                List.of(
                        new Trend.Point(TODAY.minusDays(2), 1, Optional.empty()),
                        new Trend.Point(TODAY.minusDays(1), Double.POSITIVE_INFINITY, Optional.of(Level.FAIL)),
                        new Trend.Point(TODAY, 2, Optional.of(Level.WARN)))));
    }

    private static AuditReport of(Optional<LocalDate> against, List<Metric> metrics, List<ChangedItem> changed) {
        return new AuditReport(
                subject("hdfs://namenode.example/warehouse/embeddings/item2vec_features", against),
                Verdict.of(CONSTRAINTS, metrics),
                List.of(
                        new Retraining(
                                SMALL,
                                3,
                                Answer.YES,
                                "81 % of the change is rotation: models of yesterday score"
                                        + " 18.4 % today, retrained ones 77.2 %."),
                        new Retraining(
                                LARGE,
                                3,
                                Answer.NO,
                                "Models of yesterday score 76.9 % today, retrained ones" + " 77.2 %.")),
                List.of(
                        "212 items are new, 31 are gone; 3,407 are compared.",
                        "Of the change between both days, 81 % is mere rotation (4.1 % if ids were shuffled).",
                        "Once rotation is taken out, the worst 5 % of items keep a cosine of 0.71 at most."),
                List.of("Labels are not configured: there is no stale probe."),
                metrics,
                List.of(bell("Norms of the embeddings as delivered"), widths("Variance of one number of one item")),
                changed);
    }

    private static Subject subject(String table, Optional<LocalDate> against) {
        return new Subject(table, "20261120T041500Z-5f2c", TODAY, against, Instant.parse("2026-11-20T04:17:31Z"));
    }

    private static List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>(List.of(
                Metric.exact(Measure.ITEMS, 3619, 3619),
                Metric.exact(Measure.ITEMS_COMMON, 3407, 3407),
                Metric.exact(Measure.GONE_SHARE, 0.0091, 3438),
                Metric.exact(Measure.MEAN_COSINE, 0.041234567, 3619),
                Metric.exact(Measure.EFFECTIVE_RANK, 27.41234, 3619),
                Metric.exact(Measure.H_CKA, 0.9312345, 3407),
                Metric.exact(Measure.H_ROTATION_SHARE, 0.8132, 3407),
                Metric.exact(Measure.H_ROTATION_SHARE_NULL, 0.0411, 3407),
                Metric.exact(Measure.H_ELEMENT_VARIANCE, 0.00001234, 3407).part("p50"),
                Metric.sampled(Measure.H_KNN_OVERLAP, 0.6123, 2000, 0.0123)));
        double[] norms = {1.91, 2.2, 2.61, 3.05, 3.61, 4.4, 5.93};
        String[] parts = {"p01", "p05", "p25", "p50", "p75", "p95", "p99"};
        for (int i = 0; i < norms.length; i++) {
            metrics.add(Metric.exact(Measure.NORM, norms[i], 3619).part(parts[i]));
        }
        for (VersionId version : List.of(SMALL, LARGE)) {
            double expected = 0.6 / Math.sqrt(version.m());
            metrics.add(Metric.sampled(Measure.PHI_KERNEL_ERROR, 1.04 * expected, 5000, 0.002)
                    .of(version));
            metrics.add(new Metric(
                    Measure.PHI_KERNEL_ERROR_EXPECTED, Optional.of(version), "", expected, Precision.sampled(5000, 0)));
            metrics.add(Metric.sampled(Measure.PHI_KERNEL_ERROR_RATIO, 1.04, 5000, 0.01)
                    .of(version));
            metrics.add(Metric.exact(Measure.PHI_ROWS_RECOMPUTED, 500, 500).of(version));
        }
        return metrics;
    }

    private static Histogram bell(String title) {
        List<Double> edges =
                IntStream.rangeClosed(0, 24).mapToObj(i -> 1 + i / 4.0).toList();
        List<Long> counts = IntStream.range(0, 24)
                .mapToObj(i -> Math.round(420 * Math.exp(-(i - 9) * (i - 9) / 18.0)))
                .toList();
        return new Histogram(title, edges, counts);
    }

    private static Histogram widths(String title) {
        List<Double> edges = IntStream.rangeClosed(0, 30)
                .mapToObj(i -> Math.pow(10, -7 + i / 5.0))
                .toList();
        List<Long> counts = IntStream.range(0, 30)
                .mapToObj(i -> Math.round(9000 * Math.exp(-(i - 16) * (i - 16) / 30.0)))
                .toList();
        return new Histogram(title, edges, counts);
    }

    private static List<ChangedItem> changed(String... ids) {
        List<ChangedItem> items = new ArrayList<>();
        for (String id : ids) {
            items.add(new ChangedItem(
                    id,
                    0.1234567 + items.size() / 10.0,
                    List.of("Casablanca (1942)", "Notorious (1946)", id),
                    List.of("Toy Story (1995)", "Casablanca (1942)")));
        }
        return items;
    }

    /** Thirty days of every metric of a report, today's as they are; one day is missing, one was infinite. */
    static List<Trend> history(AuditReport report) {
        return report.metrics().stream()
                .map(metric -> new Trend(metric.name(), points(metric, report.verdict())))
                .toList();
    }

    private static List<Trend.Point> points(Metric metric, Verdict verdict) {
        Optional<Level> level = verdict.findings().stream()
                .filter(finding -> finding.metric().equals(metric))
                .findFirst()
                .map(Finding::level);
        return IntStream.rangeClosed(1 - DAYS, 0)
                .filter(day -> day != -9)
                .mapToObj(day -> new Trend.Point(
                        TODAY.plusDays(day),
                        day == -20
                                ? Double.POSITIVE_INFINITY
                                : metric.value() * (1 + 0.02 * Math.sin(2.3 * day) * -day / 5),
                        level.map(today -> day > -2 ? today : Level.PASS)))
                .toList();
    }
}
