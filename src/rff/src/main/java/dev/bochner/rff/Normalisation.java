package dev.bochner.rff;

/** What happens to an embedding before its projections are taken. Part of a feature version's identity. */
public enum Normalisation {
    /** Divide by the Euclidean norm: &lt;phi(h), phi(h')&gt; then estimates exp(sigma^2 (&lt;h,h'&gt; - 1)). */
    L2("l2"),
    /** Take the embedding as it is. */
    NONE("none");

    private final String label;

    Normalisation(String label) {
        this.label = label;
    }

    /** The word that stands for this value in configuration and in {@code _spec.json}. */
    public String label() {
        return label;
    }

    /**
     * The value that a label stands for.
     *
     * @throws IllegalArgumentException if no value has that label
     */
    public static Normalisation of(String label) {
        for (Normalisation value : values()) {
            if (value.label.equals(label)) {
                return value;
            }
        }
        throw new IllegalArgumentException("normalisation is \"" + label + "\", expected l2 or none");
    }
}
