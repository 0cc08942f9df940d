package dev.bochner.experiments.stability;

import dev.bochner.experiments.figures.Estimate;
import java.util.List;

/**
 * Results of a variant, over days and splits.
 *
 * @param stale accuracy of a classifier fitted on a day and applied to the next one's features
 * @param staleWeek the same a week later; an estimate of no values if fewer days were played
 * @param staleKnown {@code stale} among the items that day one has
 * @param fresh accuracy of a classifier fitted on the same day's features of other items
 * @param macroF1 of that classifier
 * @param disagreement share of the items that the classifiers fitted on two days in a row assign to different classes
 * @param coordinateVariance see {@link CoordinateVariance}
 * @param penalty of the classifiers
 * @param gridAccuracies mean accuracy of cross-validation for each penalty of the grid
 */
public record VariantScores(
        Estimate stale,
        Estimate staleWeek,
        Estimate staleKnown,
        Estimate fresh,
        Estimate macroF1,
        Estimate disagreement,
        double coordinateVariance,
        double penalty,
        List<Double> gridAccuracies) {
    public VariantScores {
        gridAccuracies = List.copyOf(gridAccuracies);
    }
}
