package dev.bochner.experiments.stability;

import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.stability.StabilityResult.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The results as tables to print: percentages, followed by the standard deviation over days and splits in
 * parentheses.
 */
final class Tables {
    private static final String NONE = "-";

    private Tables() {}

    /** The results of a protocol, one row for each variant. */
    static Section figures(ProtocolResult played) {
        String title = String.format(
                Locale.ROOT,
                "%s: %d days, %d items on day one, commonest class %.1f %%",
                played.protocol().label(),
                played.days(),
                played.items(),
                100 * played.commonest());
        List<String> header = List.of(
                "variant",
                "stale",
                "a week later",
                "known items",
                "fresh",
                "macro F1",
                "disagreement",
                "coord. variance",
                "lag, days");
        return new Section(
                title, header, played.variants().stream().map(Tables::row).toList());
    }

    private static List<String> row(VariantResult measured) {
        VariantScores figures = measured.figures();
        return List.of(
                measured.variant().label(),
                share(figures.stale()),
                share(figures.staleWeek()),
                share(figures.staleKnown()),
                share(figures.fresh()),
                share(figures.macroF1()),
                share(figures.disagreement()),
                String.format(Locale.ROOT, "%.4f", figures.coordinateVariance()),
                measured.lag().text());
    }

    /** Accuracy in cross-validation for each penalty, and the penalty that was chosen. */
    static Section penalties(ProtocolResult played) {
        List<String> header = new ArrayList<>(List.of("variant"));
        CrossValidation.GRID.forEach(penalty -> header.add(penalty(penalty)));
        header.add("chosen");
        List<List<String>> rows = new ArrayList<>();
        for (VariantResult measured : played.variants()) {
            List<String> row = new ArrayList<>(List.of(measured.variant().label()));
            measured.figures().gridAccuracies().forEach(accuracy -> row.add(percent(accuracy)));
            row.add(penalty(measured.figures().penalty()));
            rows.add(row);
        }
        return new Section(
                played.protocol().label() + ": accuracy of cross-validation on day one, by penalty", header, rows);
    }

    /** A mean and its standard deviation. */
    private static String share(Estimate estimate) {
        return estimate.n() == 0
                ? NONE
                : String.format(Locale.ROOT, "%.1f (%.1f)", 100 * estimate.mean(), 100 * estimate.sd());
    }

    private static String penalty(double value) {
        return String.format(Locale.ROOT, "%.0e", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
