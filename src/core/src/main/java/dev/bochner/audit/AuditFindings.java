package dev.bochner.audit;

import dev.bochner.audit.Audit.Features;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.report.AuditReport.ChangedItem;
import dev.bochner.audit.report.AuditReport.Histogram;
import dev.bochner.audit.scan.LogHistogram.Bins;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an audit has found so far. */
final class AuditFindings {
    private final List<Metric> metrics = new ArrayList<>();
    private final List<String> diagnoses = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<Histogram> histograms = new ArrayList<>();
    private final List<ChangedItem> mostChanged = new ArrayList<>();
    private final Map<VersionId, Integer> epochsBefore = new HashMap<>();
    private final List<StabilisedPair> stabilised = new ArrayList<>();

    void metrics(List<Metric> more) {
        metrics.addAll(more);
    }

    /** What is wrong, in words for the person who can mend it. */
    void diagnosis(String words) {
        diagnoses.add(words);
    }

    /** What could not be measured, and why. */
    void remark(String words) {
        if (!remarks.contains(words)) {
            remarks.add(words);
        }
    }

    /** The epoch that a version, which has a stabiliser, had on the day before. */
    void epochBefore(Features features, int epoch) {
        epochsBefore.put(features.version(), epoch);
        metrics.add(Metric.exact(Measure.EPOCH_CHANGE, epoch == features.epoch() ? 0 : 1, 1)
                .of(features.version()));
    }

    /** Two days that were compared as a stabiliser made them. */
    void stabilised(StabilisedPair pair) {
        stabilised.add(pair);
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

    /** The epoch of the day before; empty if that is not known, or the version has no stabiliser. */
    Optional<Integer> epochBefore(VersionId version) {
        return Optional.ofNullable(epochsBefore.get(version));
    }

    List<StabilisedPair> stabilised() {
        return List.copyOf(stabilised);
    }

    /** Whether a measure of the embeddings as delivered has a value. */
    boolean has(Measure measure) {
        return metrics.stream()
                .anyMatch(metric -> metric.measure() == measure && metric.part().isEmpty());
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
