package dev.bochner.audit.drift;

import java.util.OptionalDouble;

/**
 * How much all inner products between items changed: of the centred n x n matrices XX' and YY', out of d x d ones, since
 * |XX'|_F = |A|_F and &lt;XX', YY'&gt; = |C|_F^2.
 */
final class Grams {
    private final double xNorm;
    private final double yNorm;
    private final double inner;

    Grams(Scatter scatter) {
        this.xNorm = scatter.a().frobeniusNorm();
        this.yNorm = scatter.b().frobeniusNorm();
        this.inner = scatter.productOfGrams();
    }

    /**
     * |XX' - YY'|_F / (|XX'|_F + |YY'|_F), 0 to 1; absent if neither day has variance. What is below some 1e-7 is
     * rounding, as the numerator is the root of a difference.
     *
     * <p><b>Source:</b> the pairwise inner product loss of Yin and Shen, "On the dimensionality of word embedding",
     * NeurIPS 2018, normalised to be comparable over time.
     */
    OptionalDouble pipLoss() {
        double sum = xNorm + yNorm;
        if (sum == 0.0) {
            return OptionalDouble.empty();
        }
        double squared = (xNorm - yNorm) * (xNorm - yNorm) + 2.0 * (xNorm * yNorm - inner);
        return OptionalDouble.of(Math.sqrt(Math.max(0.0, squared)) / sum);
    }

    /**
     * |C|_F^2 / (|A|_F |B|_F), 0 to 1; absent unless both days have variance.
     *
     * <p><b>Source:</b> linear CKA: Kornblith, Norouzi, Lee and Hinton, "Similarity of neural network representations
     * revisited", ICML 2019.
     */
    OptionalDouble cka() {
        double product = xNorm * yNorm;
        return product == 0.0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1.0, inner / product));
    }
}
