package dev.bochner.audit.calibrate;

import dev.bochner.audit.metric.Constraint;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Thresholds of the drift measures, derived from pairs of repeated trainings on the same data. */
public final class Calibration {
    private static final String ROW = "%-26s %9s %9s %9s %7s %9s %9s\n";

    private final int pairs;
    private final List<Threshold> thresholds;

    private Calibration(int pairs, List<Threshold> thresholds) {
        this.pairs = pairs;
        this.thresholds = thresholds;
    }

    /**
     * Derives a threshold for each measure of drift that the pairs have; how is said at {@code Threshold}.
     *
     * @param pairs the metrics of each pair, one training audited against another; ten pairs or more are worth trusting
     * @throws IllegalArgumentException if there is no pair, or none with a measure of drift
     */
    public static Calibration of(List<List<Metric>> pairs) {
        List<Threshold> thresholds = new ArrayList<>();
        for (Yardstick yardstick : Yardstick.all(pairs)) {
            List<double[]> versions = byVersion(yardstick.measure(), pairs);
            if (!versions.isEmpty()) {
                thresholds.add(Threshold.of(yardstick, versions));
            }
        }
        if (thresholds.isEmpty()) {
            throw new IllegalArgumentException("None of " + pairs.size()
                    + " pairs of trainings has a measure of drift, expected one pair or more with some");
        }
        return new Calibration(pairs.size(), List.copyOf(thresholds));
    }

    private static List<double[]> byVersion(Measure measure, List<List<Metric>> pairs) {
        Map<Optional<VersionId>, List<Double>> versions = new LinkedHashMap<>();
        for (List<Metric> pair : pairs) {
            for (Metric metric : pair) {
                if (metric.measure() == measure && metric.part().isEmpty()) {
                    versions.computeIfAbsent(metric.version(), version -> new ArrayList<>())
                            .add(metric.value());
                }
            }
        }
        return versions.values().stream()
                .map(values -> values.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
    }

    /** What the audit is to ask from now on. */
    public List<Constraint> constraints() {
        return thresholds.stream()
                .flatMap(threshold -> threshold.constraint().stream())
                .toList();
    }

    /** The constraints as a block for the configuration, each under what it was derived from. */
    public String hocon() {
        StringBuilder block = new StringBuilder("# Derived from " + pairs + (pairs == 1 ? " pair" : " pairs")
                + " of repeated trainings: warn just beyond what they show, fail halfway\n"
                + "# from there to days that have nothing in common.\naudit.constraints {\n");
        thresholds.forEach(threshold -> block.append(threshold.hocon()));
        return block.append("}\n").toString();
    }

    /** The same for people: a line for each measure. */
    public String table() {
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, ROW, "measure", "least", "median", "most", "", "warn", "fail"));
        for (Threshold threshold : thresholds) {
            Range seen = threshold.seen();
            Optional<Threshold.Pair> bounds = threshold.bounds();
            table.append(String.format(
                    Locale.ROOT,
                    ROW,
                    threshold.yardstick().measure().label(),
                    Threshold.text(seen.least()),
                    Threshold.text(seen.median()),
                    Threshold.text(seen.most()),
                    bounds.isEmpty() ? "" : threshold.yardstick().worse().name().toLowerCase(Locale.ROOT),
                    bounds.map(pair -> Threshold.text(pair.warn())).orElse("none"),
                    bounds.map(pair -> Threshold.text(pair.fail())).orElse("none")));
        }
        return table.toString();
    }
}
