package dev.bochner.experiments.theory;

/** Activations that commute with scaling, for which the paper's two ways to write its network are one. */
enum Activation {
    /** The one of the paper's proof. */
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
