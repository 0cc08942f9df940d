package dev.bochner.experiments.theory;

/**
 * Activation functions that commute with scaling, for which the two forms in which the paper writes its network are
 * equal.
 */
enum Activation {
    /** The identity, which the paper's proof assumes. */
    IDENTITY("identity") {
        @Override
        double of(double u) {
            return u;
        }

        @Override
        double slope(double u) {
            return 1;
        }
    },
    RELU("ReLU") {
        @Override
        double of(double u) {
            return Math.max(0, u);
        }

        @Override
        double slope(double u) {
            return u > 0 ? 1 : 0;
        }
    };

    private final String label;

    Activation(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    abstract double of(double u);

    abstract double slope(double u);
}
