package dev.bochner.audit.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.report.Trend.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Each metric over the published days, as small multiples.
 *
 * @param first what to look at first: what is not fine today, then what says most
 * @param others the rest
 */
record TrendCharts(List<Chart> first, List<Chart> others) {
    /** What says most of a refresh, the most telling one first. */
    private static final List<Measure> TELLING = List.of(
            Measure.STALE_ACCURACY,
            Measure.LAG_DAYS,
            Measure.H_ROTATION_SHARE,
            Measure.H_PROCRUSTES_RESIDUAL,
            Measure.H_CKA,
            Measure.H_KNN_OVERLAP,
            Measure.H_ALIGNED_COSINE_P05,
            Measure.PHI_COORDINATE_DRIFT,
            Measure.PHI_KERNEL_ERROR_RATIO,
            Measure.EFFECTIVE_RANK,
            Measure.MEAN_COSINE,
            Measure.ITEMS,
            Measure.GONE_SHARE,
            Measure.QUARANTINED_SHARE);

    /** Below this there is nothing that a line could connect. */
    private static final int FEWEST_DAYS = 2;

    private static final Comparator<Trend> ORDER = Comparator.comparing(
                    TrendCharts::latestLevel, Comparator.reverseOrder())
            .thenComparing(TrendCharts::place)
            .thenComparing(trend -> trend.measure().orElse(null), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Trend::metric);

    static TrendCharts of(List<Trend> history) {
        List<Chart> first = new ArrayList<>();
        List<Chart> others = new ArrayList<>();
        List<Trend> drawn = history.stream()
                .filter(trend -> trend.points().size() >= FEWEST_DAYS)
                .sorted(ORDER)
                .toList();
        for (Trend trend : drawn) {
            String id = "trend-" + (first.size() + others.size());
            (comesFirst(trend) ? first : others).add(chart(id, trend));
        }
        return new TrendCharts(first, others);
    }

    private static boolean comesFirst(Trend trend) {
        return latestLevel(trend) != Level.PASS || place(trend) < TELLING.size();
    }

    private static Level latestLevel(Trend trend) {
        List<Point> points = trend.points();
        return points.get(points.size() - 1).level().orElse(Level.PASS);
    }

    /** Place among the telling ones, or behind them all. */
    private static int place(Trend trend) {
        int place = trend.hasPart() ? -1 : trend.measure().map(TELLING::indexOf).orElse(-1);
        return place < 0 ? TELLING.size() : place;
    }

    private static Chart chart(String id, Trend trend) {
        List<Point> points = trend.points();
        Point today = points.get(points.size() - 1);
        Point before = points.get(points.size() - 2);
        Display display = trend.display();
        String note = trend.metric() + ": " + display.figure(today.value()) + ", previously "
                + display.figure(before.value()) + ".";
        List<List<String>> rows = points.stream()
                .map(point -> List.of(
                        point.ds().toString(),
                        display.figure(point.value()),
                        point.level().map(Level::label).orElse("")))
                .toList();
        return new Chart(
                id,
                trend.title(),
                note,
                "Line: " + trend.title() + " over " + NumberFormats.count(points.size(), "day") + ". " + note,
                List.of("Date", "Value", "Level"),
                rows,
                data(points, display.unit()));
    }

    private static ObjectNode data(List<Point> points, Display.Unit unit) {
        ObjectNode data = ChartJson.kind("trend");
        ArrayNode days = data.putArray("days");
        points.forEach(point -> days.add(point.ds().toEpochDay()));
        List<Double> values = points.stream().map(Point::value).toList();
        data.set("values", ChartJson.numbers(values));
        Axis axis = Axis.of(values, unit);
        data.put("min", axis.min()).put("max", axis.max()).put("step", axis.step());
        data.put("percent", unit.isPercent());
        data.set(
                "levels",
                ChartJson.texts(points.stream()
                        .map(point -> point.level().orElse(Level.PASS).label())
                        .toList()));
        return data;
    }
}
