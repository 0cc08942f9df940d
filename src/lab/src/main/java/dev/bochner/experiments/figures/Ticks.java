package dev.bochner.experiments.figures;

import dev.bochner.experiments.figures.Axis.Scale;
import java.util.ArrayList;
import java.util.List;

/** Where an axis is labelled: at round values, about half a dozen. */
final class Ticks {
    private static final int ABOUT = 6;
    private static final int MOST_DECADES = 8;
    private static final int DIGITS = 6;

    private Ticks() {}

    /** Values from low to high. */
    static List<Double> between(Scale scale, double low, double high) {
        return scale == Scale.LINEAR ? linear(low, high) : logarithmic(low, high);
    }

    /** Text of a value. */
    static String label(double value) {
        return Numbers.significant(value, DIGITS);
    }

    /** Steps of 1, 2 or 5 times a power of ten. */
    private static List<Double> linear(double low, double high) {
        double raw = (high - low) / ABOUT;
        int exponent = (int) Math.floor(Math.log10(raw));
        double mantissa = raw / Math.pow(10, exponent);
        int factor = mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10;
        List<Double> ticks = new ArrayList<>();
        double step = factor * Math.pow(10, exponent);
        // Whole multiples, rounded to the step's own digits: 0.3, not 0.30000000000000004.
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            ticks.add(exponent < 0 ? i * factor / Math.pow(10, -exponent) : i * step);
        }
        return ticks;
    }

    /** Powers of ten; 1, 2 and 5 of each where they are few; every second or third where they are many. */
    private static List<Double> logarithmic(double low, double high) {
        double decades = Math.log10(high / low);
        int stride = (int) Math.max(1, Math.ceil(decades / MOST_DECADES));
        List<Integer> factors = decades < 2 ? List.of(1, 2, 5) : List.of(1);
        List<Double> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(low)); exponent <= Math.log10(high) + 1e-9; exponent++) {
            if (Math.floorMod(exponent, stride) != 0) {
                continue;
            }
            for (int factor : factors) {
                double tick = exponent < 0 ? factor / Math.pow(10, -exponent) : factor * Math.pow(10, exponent);
                if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
