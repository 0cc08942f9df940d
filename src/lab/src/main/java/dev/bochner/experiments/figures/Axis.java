package dev.bochner.experiments.figures;

import java.util.Arrays;
import java.util.List;

/**
 * An axis.
 *
 * @param title what it shows, with its unit
 * @param scale how values become lengths
 * @param low where it starts, NaN to let the values say
 * @param high where it ends, NaN to let the values say
 * @param ticks values to label, none to have round ones chosen
 */
public record Axis(String title, Scale scale, double low, double high, List<Double> ticks) {
    /** How values become lengths. */
    public enum Scale {
        /** Equal differences, equal lengths. */
        LINEAR,
        /** Equal ratios, equal lengths; values above 0 only. */
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

    /** Equal differences, equal lengths. */
    public static Axis linear(String title) {
        return new Axis(title, Scale.LINEAR, Double.NaN, Double.NaN, List.of());
    }

    /** Equal ratios, equal lengths. */
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
