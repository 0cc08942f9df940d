package dev.bochner.experiments.figures;

import dev.bochner.experiments.figures.Axis.Scale;
import java.util.List;

/**
 * What an axis shows, and where on the paper.
 *
 * @param axis titles and scale
 * @param low its first value
 * @param high its last value
 * @param start pixel of the first value
 * @param end pixel of the last value; less than start where values grow upwards
 */
record Range(Axis axis, double low, double high, double start, double end) {
    private static final double MARGIN = 0.04;
    /** A linear axis whose values start within this share of the largest one starts at 0. */
    private static final double NEAR_ZERO = 0.4;

    /**
     * The range of some values.
     *
     * @throws IllegalArgumentException if a logarithmic axis shall show what is not above 0
     */
    static Range of(Axis axis, List<Double> values, double start, double end) {
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        if (axis.scale() == Scale.LOG) {
            if (!(low > 0)) {
                throw new IllegalArgumentException("Logarithmic axis " + axis.title() + " cannot show " + low);
            }
            double factor = high > low ? Math.pow(high / low, MARGIN) : 2;
            return new Range(axis, chosen(axis.low(), low / factor), chosen(axis.high(), high * factor), start, end);
        }
        double margin = high > low ? MARGIN * (high - low) : Math.max(Math.abs(high), 1) / 2;
        boolean fromZero = low >= 0 && low <= NEAR_ZERO * high;
        double first = fromZero ? 0 : low - margin;
        return new Range(axis, chosen(axis.low(), first), chosen(axis.high(), high + margin), start, end);
    }

    private static double chosen(double wanted, double fromValues) {
        return Double.isNaN(wanted) ? fromValues : wanted;
    }

    /** The pixel of a value; one outside of the axis lies at its end. */
    double pixel(double value) {
        double inside = Math.max(low, Math.min(high, value));
        double share = axis.scale() == Scale.LOG
                ? Math.log(inside / low) / Math.log(high / low)
                : (inside - low) / (high - low);
        return start + share * (end - start);
    }

    List<Double> ticks() {
        return axis.ticks().isEmpty()
                ? Ticks.between(axis.scale(), low, high)
                : axis.ticks().stream()
                        .filter(tick -> tick >= low && tick <= high)
                        .toList();
    }
}
