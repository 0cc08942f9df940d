package dev.bochner.audit.report;

import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Measure;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One metric over the published days.
 *
 * @param metric its name, {@link dev.bochner.audit.metric.Metric#name()}
 * @param points one for each day that has it, ascending, today's included
 */
public record Trend(String metric, List<Point> points) {
    /**
     * A metric on one day.
     *
     * @param value may be infinite, never NaN
     * @param level what its constraint said that day; empty if there was none
     */
    public record Point(LocalDate ds, double value, Optional<Level> level) {
        public Point {
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException("Point of " + ds + " is NaN, expected a number or no point");
            }
        }
    }

    /** @throws IllegalArgumentException if the points are not of ascending days */
    public Trend {
        points = List.copyOf(points);
        for (int i = 1; i < points.size(); i++) {
            LocalDate before = points.get(i - 1).ds();
            LocalDate ds = points.get(i).ds();
            if (!before.isBefore(ds)) {
                throw new IllegalArgumentException(
                        "Trend of " + metric + " has " + ds + " behind " + before + ", expected ascending days");
            }
        }
    }

    /** What was measured; empty if the history holds a name that this program does not know. */
    Optional<Measure> measure() {
        return Measure.of(metric.split(" ", 2)[0]);
    }

    /** What it is called in words, with its part and version; the raw name where the measure is not known. */
    String title() {
        String rest = metric.indexOf(' ') < 0 ? "" : ", " + metric.substring(metric.indexOf(' ') + 1);
        return measure().map(known -> Display.of(known).title() + rest).orElse(metric);
    }

    /** How its figures are shown. */
    Display display() {
        return measure().map(Display::of).orElseGet(() -> new Display(metric, Display.Unit.ANY));
    }

    /** Whether it is about a part of its measure: a word that is not a version stands behind the label. */
    boolean hasPart() {
        String[] words = metric.split(" ", 3);
        return words.length > 1 && !words[1].startsWith("m=");
    }

    /** Its figure on a day. */
    Optional<Double> on(LocalDate ds) {
        return points.stream()
                .filter(point -> point.ds().equals(ds))
                .map(Point::value)
                .findFirst();
    }
}
