package dev.bochner.audit.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.report.AuditReport.Histogram;
import dev.bochner.store.VersionId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Pictures of one day. */
final class TodayCharts {
    private static final Pattern QUANTILE = Pattern.compile("p([0-9]{2})");
    /** Edges that span more than this are drawn on a logarithmic axis. */
    private static final double WIDE = 1000;

    private TodayCharts() {}

    static List<Chart> histograms(List<Histogram> histograms) {
        List<Chart> charts = new ArrayList<>();
        for (Histogram histogram : histograms) {
            charts.add(histogram("histogram-" + charts.size(), histogram));
        }
        return charts;
    }

    private static Chart histogram(String id, Histogram histogram) {
        List<Double> edges = histogram.edges();
        List<Long> counts = histogram.counts();
        List<List<String>> rows = new ArrayList<>();
        for (int bin = 0; bin < counts.size(); bin++) {
            rows.add(List.of(
                    NumberFormats.number(edges.get(bin)) + " to " + NumberFormats.number(edges.get(bin + 1)),
                    NumberFormats.number(counts.get(bin))));
        }
        ObjectNode data = ChartJson.kind("histogram");
        data.set("edges", ChartJson.numbers(edges));
        data.set(
                "counts",
                ChartJson.numbers(counts.stream().map(Long::doubleValue).toList()));
        data.put("logarithmic", isWide(edges));
        long all = counts.stream().mapToLong(Long::longValue).sum();
        String note = NumberFormats.count(all, "value") + peak(histogram);
        return new Chart(
                id,
                histogram.title(),
                note,
                "Histogram: " + histogram.title() + ". " + note,
                List.of("Range", "Count"),
                rows,
                data);
    }

    private static String peak(Histogram histogram) {
        List<Long> counts = histogram.counts();
        int most = 0;
        for (int bin = 1; bin < counts.size(); bin++) {
            most = counts.get(bin) > counts.get(most) ? bin : most;
        }
        return counts.isEmpty()
                ? "."
                : ", most of them from "
                        + NumberFormats.number(histogram.edges().get(most)) + " to "
                        + NumberFormats.number(histogram.edges().get(most + 1)) + ".";
    }

    private static boolean isWide(List<Double> edges) {
        List<Double> finite = edges.stream().filter(Double::isFinite).toList();
        return !finite.isEmpty() && finite.get(0) > 0 && finite.get(finite.size() - 1) / finite.get(0) > WIDE;
    }

    /** Measured error of the kernel of each version, and what theory expects; empty if there is none. */
    static Optional<Chart> kernelError(List<Metric> metrics) {
        List<Metric> measured = metrics.stream()
                .filter(metric -> metric.measure() == Measure.PHI_KERNEL_ERROR)
                .filter(metric -> metric.part().isEmpty())
                .toList();
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        List<Double> expected = new ArrayList<>();
        for (Metric metric : measured) {
            String name = metric.version().map(VersionId::toString).orElse("embeddings");
            double theory = expectedOf(metric, metrics);
            names.add(name);
            expected.add(theory);
            rows.add(List.of(
                    name,
                    NumberFormats.number(metric.value()),
                    Double.isNaN(theory) ? "unknown" : NumberFormats.number(theory),
                    NumberFormats.precision(metric.precision())));
        }
        ObjectNode data = ChartJson.kind("bars");
        data.set("labels", ChartJson.texts(names));
        ArrayNode series = data.putArray("series");
        series(series, "Measured", measured.stream().map(Metric::value).toList());
        series(series, "Expected by theory", expected);
        return Optional.of(new Chart(
                "kernel-error",
                "Kernel error against theory",
                "RMS error of the features’ inner products. Far above theory, the directions are not what they claim.",
                "Bars: measured and expected kernel error of " + NumberFormats.count(measured.size(), "version") + ".",
                List.of("Version", "Measured", "Expected", "Precision"),
                rows,
                data));
    }

    /** NaN, which the chart leaves out, if theory has nothing to say. */
    private static double expectedOf(Metric error, List<Metric> metrics) {
        return metrics.stream()
                .filter(metric -> metric.measure() == Measure.PHI_KERNEL_ERROR_EXPECTED)
                .filter(metric -> metric.version().equals(error.version()))
                .filter(metric -> metric.part().isEmpty())
                .mapToDouble(Metric::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Quantiles of the norm, beside those of the day before where the history has them; empty if there are none. */
    static Optional<Chart> normQuantiles(AuditReport report, List<Trend> history) {
        List<Metric> quantiles = report.metrics().stream()
                .filter(metric -> metric.measure() == Measure.NORM)
                .filter(metric -> QUANTILE.matcher(metric.part()).matches())
                .sorted(Comparator.comparing(Metric::part))
                .toList();
        if (quantiles.isEmpty()) {
            return Optional.empty();
        }
        List<Double> before = quantiles.stream()
                .map(metric -> report.subject()
                        .against()
                        .flatMap(day -> valueOn(day, metric, history))
                        .orElse(Double.NaN))
                .toList();
        ObjectNode data = ChartJson.kind("lines");
        data.set(
                "x",
                ChartJson.numbers(quantiles.stream().map(TodayCharts::percent).toList()));
        ArrayNode series = data.putArray("series");
        series(series, "Today", quantiles.stream().map(Metric::value).toList());
        boolean compared = before.stream().anyMatch(Double::isFinite);
        if (compared) {
            series(series, "Day before", before);
        }
        return Optional.of(new Chart(
                "norm-quantiles",
                "Norms of the embeddings",
                "Share of items, in percent, whose norm as delivered is at most this.",
                "Line: quantiles of the norm from "
                        + NumberFormats.number(quantiles.get(0).value()) + " to "
                        + NumberFormats.number(
                                quantiles.get(quantiles.size() - 1).value()) + ".",
                compared ? List.of("Quantile", "Today", "Day before") : List.of("Quantile", "Today"),
                quantileRows(quantiles, before, compared),
                data));
    }

    private static double percent(Metric quantile) {
        return Double.parseDouble(quantile.part().substring(1));
    }

    private static List<List<String>> quantileRows(List<Metric> quantiles, List<Double> before, boolean compared) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < quantiles.size(); i++) {
            List<String> row = new ArrayList<>();
            row.add(quantiles.get(i).part());
            row.add(NumberFormats.number(quantiles.get(i).value()));
            if (compared) {
                row.add(before.get(i).isNaN() ? "unknown" : NumberFormats.number(before.get(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static Optional<Double> valueOn(LocalDate day, Metric metric, List<Trend> history) {
        return history.stream()
                .filter(trend -> trend.metric().equals(metric.name()))
                .findFirst()
                .flatMap(trend -> trend.on(day));
    }

    private static void series(ArrayNode all, String name, List<Double> values) {
        all.addObject().put("name", name).set("values", ChartJson.numbers(values));
    }
}
