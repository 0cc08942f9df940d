package dev.bochner.experiments.stability;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures as comma-separated values: shares from 0 to 1, empty where there is none. No cell holds a comma. */
final class Csv {
    private static final List<String> HEADLINE = List.of(
            "variant",
            "stale_accuracy",
            "stale_sd",
            "fresh_accuracy",
            "fresh_sd",
            "macro_f1",
            "disagreement",
            "coordinate_variance",
            "lag_days");
    private static final List<String> MORE = List.of(
            "stale_week_accuracy",
            "stale_week_sd",
            "stale_known_accuracy",
            "stale_known_sd",
            "macro_f1_sd",
            "disagreement_sd",
            "penalty",
            "protocol");

    private Csv() {}

    /** One protocol. */
    static String headline(Played played) {
        List<List<String>> lines = new ArrayList<>(List.of(HEADLINE));
        played.variants().forEach(measured -> lines.add(headline(measured)));
        return text(lines);
    }

    /** All protocols, with more columns behind the same ones. */
    static String all(List<Played> protocols) {
        List<List<String>> lines = new ArrayList<>(List.of(joined(HEADLINE, MORE)));
        for (Played played : protocols) {
            for (Measured measured : played.variants()) {
                lines.add(joined(headline(measured), more(measured, played.protocol())));
            }
        }
        return text(lines);
    }

    private static List<String> headline(Measured measured) {
        Figures figures = measured.figures();
        return List.of(
                measured.variant().label(),
                number(figures.stale().mean()),
                number(figures.stale().sd()),
                number(figures.fresh().mean()),
                number(figures.fresh().sd()),
                number(figures.macroF1().mean()),
                number(figures.disagreement().mean()),
                number(figures.coordinateVariance()),
                measured.lag().text());
    }

    private static List<String> more(Measured measured, Protocol protocol) {
        Figures figures = measured.figures();
        boolean week = figures.staleWeek().n() > 0;
        return List.of(
                week ? number(figures.staleWeek().mean()) : "",
                week ? number(figures.staleWeek().sd()) : "",
                number(figures.staleKnown().mean()),
                number(figures.staleKnown().sd()),
                number(figures.macroF1().sd()),
                number(figures.disagreement().sd()),
                Double.toString(figures.penalty()),
                protocol.label());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }

    private static List<String> joined(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static String text(List<List<String>> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(String.join(",", line)).append('\n'));
        return text.toString();
    }
}
