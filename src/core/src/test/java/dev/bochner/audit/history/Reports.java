package dev.bochner.audit.history;

import dev.bochner.audit.metric.Constraint;
import dev.bochner.audit.metric.Constraint.Bounds;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Verdict;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.audit.report.AuditReport.Retraining;
import dev.bochner.audit.report.AuditReport.Subject;
import dev.bochner.store.VersionId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Small reports. */
final class Reports {
    static final LocalDate DAY_1 = LocalDate.of(2026, 11, 19);
    static final LocalDate DAY_2 = LocalDate.of(2026, 11, 20);
    static final VersionId VERSION = new VersionId(64, Long.MIN_VALUE);

    private Reports() {}

    /** A report of an embedding's metric, a part of it, one of a version and an infinite one. */
    static AuditReport of(String run, LocalDate ds, Instant at, double cka) {
        List<Metric> metrics = List.of(
                Metric.sampled(Measure.H_CKA, cka, 1000, 0.015625),
                Metric.exact(Measure.NORM, 1.5, 2000).part("p05"),
                Metric.exact(Measure.PHI_KERNEL_ERROR, 0.1, 3000).of(VERSION),
                Metric.exact(Measure.H_NOISE_TO_SIGNAL, Double.POSITIVE_INFINITY, 0));
        Verdict verdict = Verdict.of(
                List.of(
                        new Constraint(Measure.H_CKA, Bounds.atLeast(0.9), Bounds.atLeast(0.5)),
                        new Constraint(Measure.PHI_KERNEL_ERROR, Bounds.atMost(1), Bounds.atMost(2))),
                metrics);
        Optional<LocalDate> against = ds.equals(DAY_2) ? Optional.of(DAY_1) : Optional.empty();
        return new AuditReport(
                new Subject("hdfs://nn/items", run, ds, against, at),
                verdict,
                List.of(new Retraining(VERSION, 3, Retraining.Answer.YES, "Stale accuracy is 0.2")),
                List.of(),
                List.of(),
                metrics,
                List.of(),
                List.of());
    }
}
