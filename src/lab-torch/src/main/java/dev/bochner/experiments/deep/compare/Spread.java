package dev.bochner.experiments.deep.compare;

import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.paper.Verdict.Ruling;
import java.util.Locale;
import org.apache.commons.math3.distribution.FDistribution;

/**
 * Ratio of two standard deviations, with its confidence interval at {@value #CONFIDENCE} under the assumption of
 * normally distributed values.
 */
public record Spread(double ratio, double low, double high) {
    private static final double CONFIDENCE = 0.95;

    /**
     * The ratio of one estimate's deviation to another's, each of at least two values; NaN if the other deviation is
     * 0.
     */
    public static Spread of(Estimate one, Estimate other) {
        double ratio = other.sd() > 0 ? one.sd() / other.sd() : Double.NaN;
        FDistribution f = new FDistribution(one.n() - 1, other.n() - 1);
        double above = Math.sqrt(f.inverseCumulativeProbability((1 + CONFIDENCE) / 2));
        double below = Math.sqrt(f.inverseCumulativeProbability((1 - CONFIDENCE) / 2));
        return new Spread(ratio, ratio / above, ratio / below);
    }

    /** Whether the true ratio is at least the bound. */
    public Ruling atLeast(double bound) {
        return low >= bound ? Ruling.CONFIRMED : high < bound ? Ruling.REFUTED : Ruling.OPEN;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (95 %% interval %.2f to %.2f)", ratio, low, high);
    }
}
