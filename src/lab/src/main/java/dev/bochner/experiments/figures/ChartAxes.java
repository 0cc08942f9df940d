package dev.bochner.experiments.figures;

import dev.bochner.experiments.figures.Axis.Scale;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/** JFreeChart's axes for {@link Axis}. */
final class ChartAxes {
    /** A linear axis whose least value is positive and at most this share of the greatest one starts at 0. */
    private static final double NEAR_ZERO = 0.4;

    private static final double MARGIN = 0.04;
    private static final int MOST_POWERS = 8;

    private ChartAxes() {}

    /**
     * An axis that shows the values.
     *
     * @throws IllegalArgumentException if the axis is logarithmic and a value is not above 0
     */
    static ValueAxis of(Axis axis, List<Double> values) {
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        ValueAxis made = axis.scale() == Scale.LOG ? logarithmic(axis, low, high) : linear(axis, low, high);
        if (!Double.isNaN(axis.low())) {
            made.setLowerBound(axis.low());
        }
        if (!Double.isNaN(axis.high())) {
            made.setUpperBound(axis.high());
        }
        return made;
    }

    private static ValueAxis linear(Axis axis, double low, double high) {
        NumberAxis made = new LinearAxis(axis);
        double margin = high > low ? MARGIN * (high - low) : Math.max(Math.abs(high), 1) / 2;
        boolean fromZero = low >= 0 && low <= NEAR_ZERO * high;
        made.setRange(fromZero ? 0 : low - margin, high + margin);
        made.setNumberFormatOverride(new TickFormat());
        return made;
    }

    private static ValueAxis logarithmic(Axis axis, double low, double high) {
        if (!(low > 0)) {
            throw new IllegalArgumentException("Logarithmic axis " + axis.title() + " cannot show " + low);
        }
        LogAxis made = new LogarithmicAxis(axis);
        double factor = high > low ? Math.pow(high / low, MARGIN) : 2;
        made.setRange(low / factor, high * factor);
        made.setNumberFormatOverride(new TickFormat());
        return made;
    }

    /** A linear axis, whose labels may be chosen. */
    private static final class LinearAxis extends NumberAxis {
        private static final long serialVersionUID = 1L;
        private final transient Axis axis;

        LinearAxis(Axis axis) {
            super(axis.title());
            this.axis = axis;
        }

        @Override
        protected List<?> refreshTicksHorizontal(Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
            return axis.ticks().isEmpty()
                    ? super.refreshTicksHorizontal(graphics, area, edge)
                    : ticks(axis.ticks(), getRange(), TextAnchor.TOP_CENTER);
        }
    }

    /** A logarithmic axis, whose labels may be chosen; otherwise they are powers of ten, or 1, 2 and 5 times these. */
    private static final class LogarithmicAxis extends LogAxis {
        private static final long serialVersionUID = 1L;
        private final transient Axis axis;

        LogarithmicAxis(Axis axis) {
            super(axis.title());
            this.axis = axis;
        }

        @Override
        protected List<?> refreshTicksHorizontal(Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
            return ticks(
                    axis.ticks().isEmpty() ? roundValues(getRange()) : axis.ticks(), getRange(), TextAnchor.TOP_CENTER);
        }

        @Override
        protected List<?> refreshTicksVertical(Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
            return ticks(
                    axis.ticks().isEmpty() ? roundValues(getRange()) : axis.ticks(),
                    getRange(),
                    TextAnchor.CENTER_RIGHT);
        }
    }

    private static List<NumberTick> ticks(List<Double> values, Range range, TextAnchor anchor) {
        return values.stream()
                .filter(range::contains)
                .map(value -> new NumberTick(value, new TickFormat().format(value), anchor, anchor, 0))
                .toList();
    }

    /**
     * Powers of ten inside a range; 1, 2 and 5 times these where it spans less than two powers, every second or third power
     * where it spans more than {@value #MOST_POWERS}. JFreeChart's own labels of such axes are no round numbers.
     */
    static List<Double> roundValues(Range range) {
        double powers = Math.log10(range.getUpperBound() / range.getLowerBound());
        int stride = (int) Math.max(1, Math.ceil(powers / MOST_POWERS));
        List<Integer> factors = powers < 2 ? List.of(1, 2, 5) : List.of(1);
        List<Double> values = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(range.getLowerBound()));
                power <= Math.log10(range.getUpperBound());
                power++) {
            for (int factor : factors) {
                double value = Double.parseDouble(factor + "e" + power);
                if (Math.floorMod(power, stride) == 0 && range.contains(value)) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    /** Up to six significant digits: 0.001, 1e-8. */
    private static final class TickFormat extends NumberFormat {
        private static final long serialVersionUID = 1L;
        private static final int DIGITS = 6;

        @Override
        public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
            return to.append(Numbers.significant(number, DIGITS));
        }

        @Override
        public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
            return format((double) number, to, position);
        }

        @Override
        public Number parse(String source, ParsePosition position) {
            throw new UnsupportedOperationException("Labels of an axis are only written");
        }
    }
}
