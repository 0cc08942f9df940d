package dev.bochner.audit.drift;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;

/**
 * k(h, h') = exp(-sigma^2 |x - x'|^2 / 2), what &lt;phi(h), phi(h')&gt; estimates; x is h after the spec's
 * normalisation. In double.
 */
public record GaussianKernel(double sigma, Normalisation normalisation) {
    /** That of a spec. */
    public static GaussianKernel of(FeatureSpec spec) {
        return new GaussianKernel(spec.sigma(), spec.normalisation());
    }

    /** k of two embeddings [d]. */
    public double of(float[] h, float[] other) {
        double scaled = sigma * distance(h, other);
        return StrictMath.exp(-0.5 * scaled * scaled);
    }

    /** |x - x'|; an h of norm 0 stays where it is. */
    double distance(float[] h, float[] other) {
        double scale = scale(h);
        double otherScale = scale(other);
        double squared = 0.0;
        for (int j = 0; j < h.length; j++) {
            double difference = scale * h[j] - otherScale * other[j];
            squared += difference * difference;
        }
        return Math.sqrt(squared);
    }

    private double scale(float[] h) {
        double squared = inner(h, h);
        return normalisation == Normalisation.NONE || squared == 0.0 ? 1.0 : 1.0 / Math.sqrt(squared);
    }

    /** Inner product of two vectors, in double. */
    static double inner(float[] some, float[] other) {
        double sum = 0.0;
        for (int j = 0; j < some.length; j++) {
            sum += (double) some[j] * other[j];
        }
        return sum;
    }
}
