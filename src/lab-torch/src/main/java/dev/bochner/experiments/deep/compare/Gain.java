package dev.bochner.experiments.deep.compare;

import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.paper.Verdict;
import dev.bochner.experiments.paper.Verdict.Ruling;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Mean of the paired differences of two measures over runs, in percentage points, with its confidence interval at
 * {@value #CONFIDENCE} by Student's t distribution.
 */
public record Gain(double mean, double half) {
    private static final double CONFIDENCE = 0.95;

    /** The gain of one measure over another: shares of 0 to 1, of the same runs in the same order. */
    public static Gain of(double[] one, double[] other) {
        double[] differences = new double[one.length];
        for (int run = 0; run < one.length; run++) {
            differences[run] = 100 * (one[run] - other[run]);
        }
        Estimate estimate = Estimate.of(differences);
        double t = new TDistribution(one.length - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return new Gain(estimate.mean(), t * estimate.error());
    }

    /**
     * The verdict on whether the gain is positive.
     *
     * @param measure what is compared, such as {@code Accuracy}
     */
    public Verdict verdict(String claim, String measure) {
        Ruling ruling = mean - half > 0 ? Ruling.CONFIRMED : mean + half < 0 ? Ruling.REFUTED : Ruling.OPEN;
        return new Verdict(claim, ruling, measure + " differs by " + this + " percentage points");
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%+.2f (95 %% interval %+.2f to %+.2f)", mean, mean - half, mean + half);
    }
}
