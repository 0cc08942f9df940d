package dev.bochner.experiments.figures;

import java.util.List;

/**
 * A cell of a table, for people and for programs.
 *
 * @param text for people
 * @param values for programs, unrounded: one, or a mean and its standard deviation; in the same unit as the text
 */
public record Cell(String text, List<String> values) {
    private static final int DIGITS = 4;

    /** Copies the list. */
    public Cell {
        values = List.copyOf(values);
    }

    /** Where there is no figure. */
    public static Cell none() {
        return new Cell("-", List.of(""));
    }

    /** Words. */
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

    /** So many decimals. */
    public static Cell fixed(double value, int decimals) {
        return new Cell(Numbers.fixed(value, decimals), List.of(Double.toString(value)));
    }

    /** A mean with its standard deviation behind: {@code 0.953 (0.012)}. */
    public static Cell estimate(Estimate estimate, int decimals) {
        String text = Numbers.fixed(estimate.mean(), decimals) + " (" + Numbers.fixed(estimate.sd(), decimals) + ")";
        return new Cell(text, List.of(Double.toString(estimate.mean()), Double.toString(estimate.sd())));
    }

    /** A share of 0 to 1 in percent: {@code 68.64 (0.27)}; its column's title should say so. */
    public static Cell percent(Estimate share, int decimals) {
        return estimate(share.times(100), decimals);
    }
}
