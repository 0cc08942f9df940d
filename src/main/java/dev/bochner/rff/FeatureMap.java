package dev.bochner.rff;

/** The map phi. */
public final class FeatureMap {
    private FeatureMap() {}

    /** What became of one embedding. */
    public enum Outcome {
        MAPPED,
        NOT_FINITE,
        ZERO_NORM,
        OUT_OF_RANGE
    }

    public static FeatureMap of(FeatureSpec spec) {
        throw new UnsupportedOperationException();
    }

    public static FeatureMap of(FeatureSpec spec, Directions directions) {
        throw new UnsupportedOperationException();
    }

    /** Maps h [d] into out [2m]; out is undefined unless the outcome is MAPPED. */
    public Outcome tryApply(float[] h, float[] out) {
        throw new UnsupportedOperationException();
    }
}
