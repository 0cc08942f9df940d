package dev.bochner.audit.scan;

import java.io.Serializable;

/** An item with its embedding as it was delivered; picked, so that there are few of them. */
public final class SampledItem implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long hash;
    private final String id;
    private final float[] h;

    SampledItem(long hash, String id, float[] h) {
        this.hash = hash;
        this.id = id;
        this.h = h.clone();
    }

    /** Hash of the id, by which it was picked. */
    public long hash() {
        return hash;
    }

    /** The id as text. */
    public String id() {
        return id;
    }

    /** The embedding [d]. */
    public float[] h() {
        return h.clone();
    }
}
