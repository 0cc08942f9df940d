package dev.bochner.experiments.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A series of a {@link LineChart}, drawn in one colour.
 *
 * @param name in the legend
 * @param style how it is drawn
 * @param points with x ascending, except for dots
 */
public record Series(String name, Style style, List<Point> points) {
    private static final int GRID = 200;

    /** How a series is drawn. */
    public enum Style {
        /** A line with a dot at each point. */
        LINE,
        /** A line without dots, and the points' ranges as a band around it. */
        BAND,
        /** A line with a dot at each point, and the points' ranges as whiskers. */
        WHISKERS,
        /** A dashed line without dots, for bounds and references. */
        DASHED,
        /** Dots alone. */
        DOTS,
        /** A filled curve. */
        AREA
    }

    /** Copies the list. */
    public Series {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("Series \"" + name + "\" has no points");
        }
    }

    /** A horizontal broken line from one x to another. */
    public static Series level(String name, double y, double fromX, double toX) {
        return new Series(name, Style.DASHED, List.of(Point.of(fromX, y), Point.of(toX, y)));
    }

    /**
     * A histogram: share of the values per unit of x, so that the area is 1.
     *
     * @param values at least one; those outside of the range count in the first or last bin
     */
    public static Series histogram(String name, double[] values, double low, double high, int bins) {
        double width = (high - low) / bins;
        double[] heights = new double[bins];
        for (double value : values) {
            int bin = (int) Math.floor((value - low) / width);
            heights[Math.max(0, Math.min(bins - 1, bin))] += 1 / (width * values.length);
        }
        List<Point> points = new ArrayList<>();
        points.add(Point.of(low, 0));
        for (int bin = 0; bin < bins; bin++) {
            points.add(Point.of(low + bin * width, heights[bin]));
            points.add(Point.of(low + (bin + 1) * width, heights[bin]));
        }
        points.add(Point.of(high, 0));
        return new Series(name, Style.AREA, points);
    }

    /**
     * A density curve: Gaussian kernels of Silverman's width, 0.9 min(sd, interquartile range / 1.34) n^(-1/5).
     *
     * @param values at least two, not all equal
     */
    public static Series density(String name, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double sd = Estimate.of(sorted).sd();
        double quartiles = (sorted[3 * n / 4] - sorted[n / 4]) / 1.34;
        double width = 0.9 * (quartiles > 0 ? Math.min(sd, quartiles) : sd) * Math.pow(n, -0.2);
        if (!(width > 0)) {
            throw new IllegalArgumentException("Values of \"" + name + "\" have no density: all " + n + " are equal");
        }
        double low = sorted[0] - 3 * width;
        double step = (sorted[n - 1] + 3 * width - low) / (GRID - 1);
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < GRID; i++) {
            double x = low + i * step;
            double sum = Arrays.stream(sorted)
                    .map(value -> Math.exp(-(x - value) * (x - value) / (2 * width * width)))
                    .sum();
            points.add(Point.of(x, sum / (n * width * Math.sqrt(2 * Math.PI))));
        }
        return new Series(name, Style.AREA, points);
    }
}
