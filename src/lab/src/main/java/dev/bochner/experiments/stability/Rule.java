package dev.bochner.experiments.stability;

import java.util.Locale;

/** How a table of the experiment is stabilised: one table each. */
enum Rule {
    NONE("", "kind = none"),
    PROCRUSTES("procrustes", "kind = procrustes"),
    LANDMARKS("landmarks", "kind = landmarks, landmark-column = " + Refreshes.LANDMARK),
    RUNNING_MEAN_20("running-mean 0.2", "kind = running-mean, weight = 0.2, max-age = 30 days"),
    RUNNING_MEAN_10("running-mean 0.1", "kind = running-mean, weight = 0.1, max-age = 30 days");

    private final String label;
    private final String stabiliser;

    Rule(String label, String stabiliser) {
        this.label = label;
        this.stabiliser = stabiliser;
    }

    /** Its features, as {@code phi(procrustes)}. */
    String features() {
        return label.isEmpty() ? "phi" : "phi(" + label + ")";
    }

    /** The block {@code stabiliser} of the daily job's configuration. */
    String hocon() {
        return "stabiliser { " + stabiliser + " }";
    }

    /** The name of its table. */
    String table() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
