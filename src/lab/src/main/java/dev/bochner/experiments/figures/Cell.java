package dev.bochner.experiments.figures;

import java.util.List;

/**
 * A cell of a table, with a rounded text for Markdown and exact values for CSV.
 *
 * @param text the text in Markdown
 * @param values the unrounded values in CSV: one, or a mean and its standard deviation; in the same unit as the text
 */
public record Cell(String text, List<String> values) {
    private static final int DIGITS = 4;

    /** Copies the list. */
    public Cell {
        values = List.copyOf(values);
    }

    /** A cell without a value. */
    public static Cell none() {
        return new Cell("-", List.of(""));
    }

    /** A cell of text. */
    public static Cell of(String words) {
        return new Cell(words, List.of(words));
    }

    /** A count. */
    public static Cell of(long count) {
        return of(Long.toString(count));
    }

    /** Four significant digits. */
    public static Cell number(double value) {
        return new Cell(Numbers.significant(value, DIGITS), List.of(Double.toString(value)));
    }

    /** A number with a fixed number of decimals. */
    public static Cell fixed(double value, int decimals) {
        return new Cell(Numbers.fixed(value, decimals), List.of(Double.toString(value)));
    }

    /** A mean, followed by its standard deviation: {@code 0.953 (0.012)}. */
    public static Cell estimate(Estimate estimate, int decimals) {
        String text = Numbers.fixed(estimate.mean(), decimals) + " (" + Numbers.fixed(estimate.sd(), decimals) + ")";
        return new Cell(text, List.of(Double.toString(estimate.mean()), Double.toString(estimate.sd())));
    }

    /** A share of 0 to 1 in percent: {@code 68.64 (0.27)}; its column's title should say so. */
    public static Cell percent(Estimate share, int decimals) {
        return estimate(share.times(100), decimals);
    }
}
