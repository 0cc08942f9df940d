package dev.bochner.experiments.deep.compare;

import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.paper.Verdict;
import dev.bochner.experiments.paper.Verdict.Ruling;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How much more one of two has, mean of the differences run by run, with its interval of probability
 * {@value #CONFIDENCE} by Student's distribution. In percentage points.
 */
public record Gain(double mean, double half) {
    private static final double CONFIDENCE = 0.95;

    /** Of shares, 0 to 1, of the same runs. */
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
     * Whether it is one.
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
