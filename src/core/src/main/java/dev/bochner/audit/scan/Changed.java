package dev.bochner.audit.scan;

import java.io.Serializable;
import java.util.Comparator;

/** An item that changed much, with its normalised embeddings of both days. */
public final class Changed implements Serializable {
    private static final long serialVersionUID = 1L;

    static final Comparator<Changed> LEAST_CHANGED_FIRST =
            (Comparator<Changed> & Serializable) (a, b) -> Double.compare(b.cosine, a.cosine);

    private final double cosine;
    private final String id;
    private final float[] today;
    private final float[] before;

    Changed(double cosine, String id, float[] today, float[] before) {
        this.cosine = cosine;
        this.id = id;
        this.today = today.clone();
        this.before = before.clone();
    }

    /** Cosine of its two embeddings once rotation is taken out. */
    public double cosine() {
        return cosine;
    }

    /** The id as text. */
    public String id() {
        return id;
    }

    /** Its embedding [d] today. */
    public float[] today() {
        return today.clone();
    }

    /** Its embedding [d] the day before. */
    public float[] before() {
        return before.clone();
    }
}
