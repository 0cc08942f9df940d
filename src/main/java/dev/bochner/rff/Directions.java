package dev.bochner.rff;

import java.io.Serializable;

/** The directions U [m][d] of a spec. */
public final class Directions implements Serializable {
    private Directions() {}

    public static Directions of(FeatureSpec spec) {
        throw new UnsupportedOperationException();
    }

    /** SHA-256 over the components as little-endian float32, direction by direction; 64 hexadecimal digits. */
    public String sha256() {
        throw new UnsupportedOperationException();
    }

    /** Component j of direction i. */
    public float component(int i, int j) {
        throw new UnsupportedOperationException();
    }
}
