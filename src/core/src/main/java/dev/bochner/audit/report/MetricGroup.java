package dev.bochner.audit.report;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All figures of one measure.
 *
 * @param whole that of the embeddings as a whole, if there is one: at most one
 * @param rows those of versions and parts
 */
record MetricGroup(String label, String meaning, List<Row> whole, List<Row> rows) {
    private static final Comparator<Metric> BY_VERSION = Comparator.comparing(
            metric -> metric.version().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()));

    /**
     * One figure.
     *
     * @param about version and part
     */
    record Row(String about, String value, String precision) {
        static Row of(Metric metric) {
            String version = metric.version().map(VersionId::toString).orElse("");
            String gap = version.isEmpty() || metric.part().isEmpty() ? "" : ", ";
            return new Row(
                    version + gap + metric.part(),
                    NumberFormats.number(metric.value()),
                    NumberFormats.precision(metric.precision()));
        }
    }

    /** In the order of {@link Measure}, which goes from the delivery to its use. */
    static List<MetricGroup> of(List<Metric> metrics) {
        Map<Measure, List<Metric>> groups = new TreeMap<>();
        metrics.forEach(metric -> groups.computeIfAbsent(metric.measure(), measure -> new ArrayList<>())
                .add(metric));
        return groups.entrySet().stream()
                .map(group -> of(group.getKey(), group.getValue()))
                .toList();
    }

    private static MetricGroup of(Measure measure, List<Metric> metrics) {
        return new MetricGroup(
                measure.label(),
                measure.meaning(),
                rows(metrics.stream().filter(MetricGroup::isWhole)),
                rows(metrics.stream().filter(metric -> !isWhole(metric))));
    }

    private static List<Row> rows(Stream<Metric> metrics) {
        return metrics.sorted(BY_VERSION).map(Row::of).toList();
    }

    private static boolean isWhole(Metric metric) {
        return metric.version().isEmpty() && metric.part().isEmpty();
    }
}
