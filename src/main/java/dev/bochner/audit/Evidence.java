package dev.bochner.audit;

import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.report.AuditReport.ChangedItem;
import dev.bochner.audit.report.AuditReport.Histogram;
import dev.bochner.audit.scan.LogHistogram.Bins;
import java.util.ArrayList;
import java.util.List;

/** What an audit has found so far. */
final class Evidence {
    private final List<Metric> metrics = new ArrayList<>();
    private final List<String> diagnoses = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<Histogram> histograms = new ArrayList<>();
    private final List<ChangedItem> mostChanged = new ArrayList<>();

    void metrics(List<Metric> more) {
        metrics.addAll(more);
    }

    /** What is wrong, in words for the person who can mend it. */
    void diagnosis(String words) {
        diagnoses.add(words);
    }

    /** What could not be measured, and why. */
    void remark(String words) {
        remarks.add(words);
    }

    /** A distribution; passed over if there is nothing in it. */
    void histogram(String title, Bins bins) {
        if (!bins.counts().isEmpty()) {
            histograms.add(new Histogram(title, bins.edges(), bins.counts()));
        }
    }

    void mostChanged(List<ChangedItem> items) {
        mostChanged.addAll(items);
    }

    List<Metric> metrics() {
        return List.copyOf(metrics);
    }

    List<String> diagnoses() {
        return List.copyOf(diagnoses);
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    List<Histogram> histograms() {
        return List.copyOf(histograms);
    }

    List<ChangedItem> mostChanged() {
        return List.copyOf(mostChanged);
    }
}
