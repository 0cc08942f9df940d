package dev.bochner.audit.scan;

import java.io.Serializable;
import java.util.OptionalDouble;

/** How the items of a segment changed between two days. */
public final class Segment implements Serializable {
    private static final long serialVersionUID = 1L;

    private final CosineHistogram cosines = new CosineHistogram();
    private double variance;

    void add(double cosine, double coordinateVariance) {
        cosines.add(cosine);
        variance += coordinateVariance;
    }

    void add(Segment other) {
        cosines.add(other.cosines);
        variance += other.variance;
    }

    /** Cosine of an item's two embeddings once rotation is taken out. */
    public CosineHistogram cosines() {
        return cosines;
    }

    /** Mean over the items of |x - y|^2 / 2; empty if there are none. */
    public OptionalDouble coordinateVariance() {
        return cosines.total() == 0 ? OptionalDouble.empty() : OptionalDouble.of(variance / cosines.total());
    }
}
