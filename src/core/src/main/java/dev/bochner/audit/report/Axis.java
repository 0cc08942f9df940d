package dev.bochner.audit.report;

import dev.bochner.audit.report.Display.Unit;
import java.math.BigDecimal;
import java.util.List;

/**
 * The vertical axis of a trend: round bounds that stay within what the figure can be, and so wide that a change of a few
 * thousandths looks like what it is.
 *
 * @param min lower end
 * @param max upper end
 * @param step between ticks
 */
record Axis(double min, double max, double step) {
    /** The narrowest axis of a figure that has both ends, as a part of 1. */
    private static final double NARROWEST = 0.1;
    /** The narrowest axis of another figure, as a part of its size. */
    private static final double NARROWEST_OF_SIZE = 0.2;

    private static final double MARGIN = 0.06;
    private static final double STEPS = 3;
    private static final double ROUNDING = 1e-9;

    /** An axis for figures, of which those that are not finite are left out. */
    static Axis of(List<Double> figures, Unit unit) {
        List<Double> finite = figures.stream().filter(Double::isFinite).toList();
        double low = finite.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = finite.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double narrowest = narrowest(Math.max(Math.abs(low), Math.abs(high)), unit);
        double span = Math.max(narrowest, (high - low) * (1 + 2 * MARGIN));
        double bottom = (low + high) / 2 - span / 2;
        // Moved, not cut: the axis stays as wide as it should be.
        bottom = Math.max(unit.least(), Math.min(bottom, unit.most() - span));
        double step = roundStep(span / STEPS, unit);
        double min = Math.max(unit.least(), multiple(step, Math.floor(bottom / step + ROUNDING)));
        double max = Math.min(unit.most(), multiple(step, Math.ceil((bottom + span) / step - ROUNDING)));
        return new Axis(min, max, step);
    }

    /** The multiple in decimal arithmetic: 17 times 0.05 is 0.85 and not 0.8500000000000001. */
    private static double multiple(double step, double times) {
        return BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(times)).doubleValue();
    }

    private static double narrowest(double size, Unit unit) {
        if (Double.isFinite(unit.most())) {
            return NARROWEST;
        }
        double least = unit == Unit.COUNT ? STEPS : 0;
        return Math.max(least, size > 0 ? NARROWEST_OF_SIZE * size : 1);
    }

    /** 1, 2 or 5 times a power of ten, at least the given one; counts have no parts. */
    private static double roundStep(double atLeast, Unit unit) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        double step = 10 * power;
        for (double factor : new double[] {5, 2, 1}) {
            step = factor * power >= atLeast * (1 - ROUNDING) ? factor * power : step;
        }
        return unit == Unit.COUNT ? Math.max(1, step) : step;
    }
}
