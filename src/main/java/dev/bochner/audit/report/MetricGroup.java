package dev.bochner.audit.report;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All figures of one measure. */
record MetricGroup(String label, String meaning, List<Row> rows) {
    private static final Comparator<Metric> BY_VERSION = Comparator.comparing(
            metric -> metric.version().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()));

    /**
     * One figure.
     *
     * @param about version and part
     */
    record Row(String about, String value, String precision) {
        static Row of(Metric metric) {
            String subject = metric.version().map(VersionId::toString).orElse("embeddings");
            return new Row(
                    metric.part().isEmpty() ? subject : subject + ", " + metric.part(),
                    Words.number(metric.value()),
                    Words.precision(metric.precision()));
        }
    }

    /** In the order of {@link Measure}, which goes from the delivery to its use. */
    static List<MetricGroup> of(List<Metric> metrics) {
        Map<Measure, List<Metric>> groups = new TreeMap<>();
        metrics.forEach(metric -> groups.computeIfAbsent(metric.measure(), measure -> new ArrayList<>())
                .add(metric));
        return groups.entrySet().stream()
                .map(group ->
                        new MetricGroup(group.getKey().label(), group.getKey().meaning(), rows(group.getValue())))
                .toList();
    }

    private static List<Row> rows(List<Metric> metrics) {
        return metrics.stream().sorted(BY_VERSION).map(Row::of).toList();
    }
}
