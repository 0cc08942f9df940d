package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.figures.Estimate;
import java.util.Arrays;

/**
 * A measure of every training and division.
 *
 * <p>A class and not a record: it holds arrays.
 */
final class RunScores {
    /** [trainings][divisions]. */
    private final double[][] values;

    RunScores(double[][] values) {
        this.values = values;
    }

    /** Mean over all; standard deviation over the trainings of one division, root mean square over the divisions. */
    Estimate overRuns() {
        double mean =
                Arrays.stream(values).flatMapToDouble(Arrays::stream).average().orElse(Double.NaN);
        double variance = 0;
        int divisions = values.length == 0 ? 0 : values[0].length;
        for (int division = 0; division < divisions; division++) {
            int column = division;
            double sd = Estimate.of(Arrays.stream(values)
                            .mapToDouble(run -> run[column])
                            .toArray())
                    .sd();
            variance += sd * sd / divisions;
        }
        return new Estimate(mean, Math.sqrt(variance), values.length);
    }

    /** Standard deviation over the divisions of the mean over the trainings. */
    double sdOfDivisions() {
        double[] means = new double[values[0].length];
        for (double[] run : values) {
            for (int division = 0; division < means.length; division++) {
                means[division] += run[division] / values.length;
            }
        }
        return Estimate.of(means).sd();
    }
}
