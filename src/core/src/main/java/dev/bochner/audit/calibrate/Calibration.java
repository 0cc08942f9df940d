package dev.bochner.audit.calibrate;

import dev.bochner.audit.metric.Constraint;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.store.VersionId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Thresholds of the drift measures, derived from pairs of repeated trainings on the same data, or from days of a table that
 * somebody takes for ordinary ones.
 */
public final class Calibration {
    /** Fewer days of a table give no threshold: their scatter is not known. */
    public static final int FEWEST_DAYS = 7;

    private static final String ROW = "%-26s %9s %9s %9s %7s %9s %9s\n";

    private final String basis;
    private final List<Threshold> thresholds;

    private Calibration(String basis, List<Threshold> thresholds) {
        this.basis = basis;
        this.thresholds = thresholds;
    }

    /**
     * Derives a threshold for each measure of drift that the pairs have; how is said at {@code Threshold}.
     *
     * @param pairs the metrics of each pair, one training audited against another; ten pairs or more are worth trusting
     * @throws IllegalArgumentException if there is no pair, or none with a measure of drift
     */
    public static Calibration of(List<List<Metric>> pairs) {
        List<Threshold> thresholds = thresholds(pairs);
        if (thresholds.isEmpty()) {
            throw new IllegalArgumentException("None of " + pairs.size()
                    + " pairs of trainings has a measure of drift, expected one pair or more with some");
        }
        return new Calibration(
                pairs.size() + (pairs.size() == 1 ? " pair" : " pairs") + " of repeated trainings", thresholds);
    }

    /**
     * Derives a threshold for each measure of drift from what a table's own audits measured. Days without a measure of
     * drift, such as the first, do not count.
     *
     * @param days the metrics of each date, ordinary days all of them: what they show is not warned of any more
     * @param table named in the result
     * @throws IllegalArgumentException if fewer than {@value #FEWEST_DAYS} days have a measure of drift
     */
    public static Calibration ofDays(NavigableMap<LocalDate, List<Metric>> days, String table) {
        NavigableMap<LocalDate, List<Metric>> comparable = comparable(days);
        if (comparable.size() < FEWEST_DAYS) {
            throw new IllegalArgumentException("The history of " + table + " has " + comparable.size()
                    + (comparable.size() == 1 ? " day" : " days")
                    + " that passed the audit with a measure of drift, expected " + FEWEST_DAYS + " or more");
        }
        String basis =
                comparable.size() + " days of " + table + ", " + comparable.firstKey() + " to " + comparable.lastKey();
        return new Calibration(basis, thresholds(List.copyOf(comparable.values())));
    }

    /** The days that were compared with another. */
    static NavigableMap<LocalDate, List<Metric>> comparable(NavigableMap<LocalDate, List<Metric>> days) {
        NavigableMap<LocalDate, List<Metric>> comparable = new TreeMap<>();
        days.forEach((ds, metrics) -> {
            if (!thresholds(List.of(metrics)).isEmpty()) {
                comparable.put(ds, metrics);
            }
        });
        return comparable;
    }

    private static List<Threshold> thresholds(List<List<Metric>> pairs) {
        List<Threshold> thresholds = new ArrayList<>();
        for (DriftBound yardstick : DriftBound.all(pairs)) {
            List<double[]> versions = byVersion(yardstick.measure(), pairs);
            if (!versions.isEmpty()) {
                thresholds.add(Threshold.of(yardstick, versions));
            }
        }
        return List.copyOf(thresholds);
    }

    /** The threshold of a measure; empty if it is no measure of drift, or was not measured. */
    Optional<Threshold> threshold(Measure measure) {
        return thresholds.stream()
                .filter(threshold -> threshold.yardstick().measure() == measure)
                .findFirst();
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
        StringBuilder block = new StringBuilder("# Derived from " + basis
                + ": warn just beyond what they show, fail halfway\n"
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
