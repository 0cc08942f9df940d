package dev.bochner.audit.history;

import java.time.LocalDate;
import java.util.List;

/**
 * A metric over the dates.
 *
 * @param metric as {@link dev.bochner.audit.metric.Metric#name()} names it
 * @param points by date, at least one
 */
public record Trend(String metric, List<Point> points) {
    public Trend {
        points = List.copyOf(points);
    }

    /** The figure of a date; may be infinite. */
    public record Point(LocalDate ds, double value) {}
}
