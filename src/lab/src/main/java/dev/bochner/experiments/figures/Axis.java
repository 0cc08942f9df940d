package dev.bochner.experiments.figures;

import java.util.Arrays;
import java.util.List;

/**
 * An axis.
 *
 * @param title what it shows, with its unit
 * @param scale how values become lengths
 * @param low least value, or NaN to choose it by the data
 * @param high greatest value, or NaN to choose it by the data
 * @param ticks values to label; if empty, round values are chosen
 */
public record Axis(String title, Scale scale, double low, double high, List<Double> ticks) {
    /** Scale of an axis. */
    public enum Scale {
        /** A linear axis. */
        LINEAR,
        /** A logarithmic axis, for values above 0. */
        LOG
    }

    /** Copies the list. */
    public Axis {
        ticks = List.copyOf(ticks);
        if (low >= high || (scale == Scale.LOG && low <= 0)) {
            throw new IllegalArgumentException(
                    "Axis " + title + " (" + scale + ") cannot go from " + low + " to " + high);
        }
    }

    /** A linear axis. */
    public static Axis linear(String title) {
        return new Axis(title, Scale.LINEAR, Double.NaN, Double.NaN, List.of());
    }

    /** A logarithmic axis. */
    public static Axis log(String title) {
        return new Axis(title, Scale.LOG, Double.NaN, Double.NaN, List.of());
    }

    /** The same axis from one value to another. */
    public Axis range(double from, double to) {
        return new Axis(title, scale, from, to, ticks);
    }

    /** The same axis with labels at these values. */
    public Axis labelled(double... values) {
        return new Axis(title, scale, low, high, Arrays.stream(values).boxed().toList());
    }
}
