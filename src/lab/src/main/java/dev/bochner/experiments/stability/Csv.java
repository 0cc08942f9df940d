package dev.bochner.experiments.stability;

import dev.bochner.experiments.figures.Numbers;
import dev.bochner.experiments.figures.Table;
import java.util.ArrayList;
import java.util.List;

/** The results as comma-separated values: shares from 0 to 1, empty where nothing was measured. */
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

    private static final int DECIMALS = 5;

    private Csv() {}

    /** The results of one protocol. */
    static String headline(ProtocolResult played) {
        List<List<String>> lines = new ArrayList<>(List.of(HEADLINE));
        played.variants().forEach(measured -> lines.add(headline(measured)));
        return Table.csv(lines);
    }

    /** The results of all protocols: the columns of {@link #headline(ProtocolResult)}, followed by further ones. */
    static String all(List<ProtocolResult> protocols) {
        List<List<String>> lines = new ArrayList<>(List.of(joined(HEADLINE, MORE)));
        for (ProtocolResult played : protocols) {
            for (VariantResult measured : played.variants()) {
                lines.add(joined(headline(measured), more(measured, played.protocol())));
            }
        }
        return Table.csv(lines);
    }

    private static List<String> headline(VariantResult measured) {
        VariantScores figures = measured.figures();
        return List.of(
                measured.variant().label(),
                Numbers.fixed(figures.stale().mean(), DECIMALS),
                Numbers.fixed(figures.stale().sd(), DECIMALS),
                Numbers.fixed(figures.fresh().mean(), DECIMALS),
                Numbers.fixed(figures.fresh().sd(), DECIMALS),
                Numbers.fixed(figures.macroF1().mean(), DECIMALS),
                Numbers.fixed(figures.disagreement().mean(), DECIMALS),
                Numbers.fixed(figures.coordinateVariance(), DECIMALS),
                measured.lag().text());
    }

    private static List<String> more(VariantResult measured, Protocol protocol) {
        VariantScores figures = measured.figures();
        boolean week = figures.staleWeek().n() > 0;
        return List.of(
                week ? Numbers.fixed(figures.staleWeek().mean(), DECIMALS) : "",
                week ? Numbers.fixed(figures.staleWeek().sd(), DECIMALS) : "",
                Numbers.fixed(figures.staleKnown().mean(), DECIMALS),
                Numbers.fixed(figures.staleKnown().sd(), DECIMALS),
                Numbers.fixed(figures.macroF1().sd(), DECIMALS),
                Numbers.fixed(figures.disagreement().sd(), DECIMALS),
                Double.toString(figures.penalty()),
                protocol.label());
    }

    private static List<String> joined(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
