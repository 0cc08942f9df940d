package dev.bochner.rff;

/** How directions are drawn from Q = N(0, sigma^2 I). Part of a feature version's identity. */
public enum Sampler {
    /** Independent of each other: the paper's. */
    GAUSSIAN("gaussian"),
    /**
     * Each distributed as before, but d at a time at right angles to each other: the kernel's error is smaller at the same
     * m, the more so the nearer m is to d and the nearer the embeddings.
     */
    ORTHOGONAL("orthogonal");

    private final String label;

    Sampler(String label) {
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
    public static Sampler of(String label) {
        for (Sampler value : values()) {
            if (value.label.equals(label)) {
                return value;
            }
        }
        throw new IllegalArgumentException("sampler is \"" + label + "\", expected gaussian or orthogonal");
    }
}
