package dev.bochner.experiments.figures;

/**
 * A point of a series.
 *
 * @param x along the horizontal axis
 * @param y along the vertical axis
 * @param low where its band or whisker starts, y if there is none
 * @param high where its band or whisker ends, y if there is none
 */
public record Point(double x, double y, double low, double high) {
    /** Refuses what cannot be drawn. */
    public Point {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !(low <= y) || !(high >= y)) {
            throw new IllegalArgumentException(
                    "Cannot draw the point " + x + ", " + y + " with a range of " + low + " to " + high);
        }
    }

    /** Without a range. */
    public static Point of(double x, double y) {
        return new Point(x, y, y, y);
    }

    /** A mean, give or take a standard deviation. */
    public static Point of(double x, Estimate estimate) {
        return new Point(x, estimate.mean(), estimate.mean() - estimate.sd(), estimate.mean() + estimate.sd());
    }
}
