package dev.bochner.audit.report;

import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.metric.Verdict;
import dev.bochner.store.VersionId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that an audit found.
 *
 * @param subject what was audited
 * @param verdict whether it may be seen
 * @param retraining the answer for each version's downstream owners
 * @param changes what changed since the day before, in plain sentences
 * @param advice what to do about warnings
 * @param remarks what could not be measured or kept, and why
 * @param metrics every figure
 * @param histograms distributions worth a picture
 * @param mostChanged the items that changed most once rotation is taken out, the worst first
 */
public record AuditReport(
        Subject subject,
        Verdict verdict,
        List<Retraining> retraining,
        List<String> changes,
        List<String> advice,
        List<String> remarks,
        List<Metric> metrics,
        List<Histogram> histograms,
        List<ChangedItem> mostChanged) {
    public AuditReport {
        retraining = List.copyOf(retraining);
        changes = List.copyOf(changes);
        advice = List.copyOf(advice);
        remarks = List.copyOf(remarks);
        metrics = List.copyOf(metrics);
        histograms = List.copyOf(histograms);
        mostChanged = List.copyOf(mostChanged);
    }

    /** A report without advice, which takes the history of the table. */
    public AuditReport(
            Subject subject,
            Verdict verdict,
            List<Retraining> retraining,
            List<String> changes,
            List<String> remarks,
            List<Metric> metrics,
            List<Histogram> histograms,
            List<ChangedItem> mostChanged) {
        this(subject, verdict, retraining, changes, List.of(), remarks, metrics, histograms, mostChanged);
    }

    /** The same report with some advice. */
    public AuditReport advising(List<String> moreAdvice) {
        List<String> all = Stream.concat(advice.stream(), moreAdvice.stream()).toList();
        return new AuditReport(subject, verdict, retraining, changes, all, remarks, metrics, histograms, mostChanged);
    }

    /** The same report with some more remarks. */
    public AuditReport remarking(List<String> moreRemarks) {
        List<String> all = Stream.concat(remarks.stream(), moreRemarks.stream()).toList();
        return new AuditReport(subject, verdict, retraining, changes, advice, all, metrics, histograms, mostChanged);
    }

    /**
     * What was audited.
     *
     * @param table root of the feature table
     * @param run the run that was audited, or did the audit
     * @param ds the date
     * @param against the earlier date; empty if there was nothing to compare with
     * @param at when
     */
    public record Subject(String table, String run, LocalDate ds, Optional<LocalDate> against, Instant at) {}

    /**
     * Whether downstream models of a version have to be retrained.
     *
     * @param epoch that of the snapshot; models do not survive its change
     * @param reason one sentence that carries the figures
     */
    public record Retraining(VersionId version, int epoch, Answer answer, String reason) {
        public enum Answer {
            NO,
            YES,
            /** There is nothing to compare with. */
            UNKNOWN
        }
    }

    /**
     * A distribution.
     *
     * @param title what of, with its unit
     * @param edges ascending, one more than there are counts
     * @param counts how many in each bin
     */
    public record Histogram(String title, List<Double> edges, List<Long> counts) {
        public Histogram {
            edges = List.copyOf(edges);
            counts = List.copyOf(counts);
            if (edges.size() != counts.size() + 1) {
                throw new IllegalArgumentException(
                        "Histogram has " + edges.size() + " edges and " + counts.size() + " counts, expected one more");
            }
        }
    }

    /**
     * An item and what became of it.
     *
     * @param id as text; data of others, never markup
     * @param cosine of its two embeddings once rotation is taken out
     * @param before its nearest neighbours in the pool the day before, nearest first
     * @param after the same today
     */
    public record ChangedItem(String id, double cosine, List<String> before, List<String> after) {
        public ChangedItem {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }
}
