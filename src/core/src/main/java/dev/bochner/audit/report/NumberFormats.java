package dev.bochner.audit.report;

import dev.bochner.audit.metric.Metric;
import dev.bochner.store.VersionId;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Figures as people read them. */
final class NumberFormats {
    private static final MathContext FOUR_DIGITS = new MathContext(4);
    private static final double LEAST_PERCENT = 0.01;
    /** From here on a figure is rounded to an integer, which four digits would not show whole. */
    private static final double LARGE = 1000;

    private NumberFormats() {}

    /** A count, in full. */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A figure: integers and large ones in full, with separators; others to four significant digits. */
    static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "minus infinite";
        }
        double size = Math.abs(value);
        if (size >= 1e15 || (size > 0 && size < 1e-4)) {
            return scientific(value);
        }
        if (size >= LARGE || value == Math.rint(value)) {
            return number(Math.round(value));
        }
        return new BigDecimal(value).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
    }

    /** Such as {@code 1.234 × 10⁻⁵}. */
    private static String scientific(double value) {
        String[] parts = String.format(Locale.ROOT, "%.3e", value).split("e");
        String mantissa = new BigDecimal(parts[0]).stripTrailingZeros().toPlainString();
        return mantissa + "\u00a0×\u00a010" + superscript(Integer.parseInt(parts[1]));
    }

    private static String superscript(int exponent) {
        StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
        Integer.toString(Math.abs(exponent)).chars().forEach(digit -> text.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0')));
        return text.toString();
    }

    /** A share in percent, such as {@code 60.0 %} or {@code 1.25 %}; a small one is not rounded to nothing. */
    static String percent(double share) {
        double percent = 100 * share;
        double size = Math.abs(percent);
        if (size > 0 && size < LEAST_PERCENT) {
            return "below\u00a0" + LEAST_PERCENT + "\u00a0%";
        }
        String format = "%.1f";
        if (percent == 0 || size == 100) {
            format = "%.0f";
        } else if (size < 10) {
            format = "%.2f";
        }
        return String.format(Locale.ROOT, format, percent) + "\u00a0%";
    }

    /** How a figure was found, such as {@code sampled, ± 0.01 over 2,000}, where sign and number stay on one line. */
    static String precision(Metric.Precision precision) {
        String items = number(precision.items());
        return switch (precision.kind()) {
            case EXACT -> "exact over " + items;
            case SAMPLED ->
                precision.halfWidth() > 0
                        ? "sampled, ±\u00a0" + number(precision.halfWidth()) + " over " + items
                        : "sampled over " + items;
        };
    }

    /** A version as downstream owners name it, such as {@code m = 64 (128 columns), seed 42}. */
    static String version(VersionId version) {
        return "m = " + version.m() + " (" + 2L * version.m() + " columns), seed " + version.seed();
    }

    /** A number and its noun, such as {@code 2 warnings}. */
    static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }
}
