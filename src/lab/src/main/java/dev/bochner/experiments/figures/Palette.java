package dev.bochner.experiments.figures;

import java.util.List;

/** Colours that people with any colour vision tell apart (Okabe and Ito 2008), darkest enough for white paper first. */
final class Palette {
    static final String INK = "#222222";
    static final String GRID = "#dddddd";
    static final String PAPER = "#ffffff";

    private static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#555555", "#b8a800");

    private Palette() {}

    /** That of the i-th series; after eight they come again. */
    static String colour(int i) {
        return COLOURS.get(i % COLOURS.size());
    }
}
