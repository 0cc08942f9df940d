package dev.bochner.experiments.stability;

import java.util.Locale;

/** The stabilisers that are compared; each has a table of its own. */
enum StabiliserChoice {
    NONE("", "kind = none"),
    PROCRUSTES("procrustes", "kind = procrustes"),
    LANDMARKS("landmarks", "kind = landmarks, landmark-column = " + Refreshes.LANDMARK),
    RUNNING_MEAN_20("running-mean 0.2", "kind = running-mean, weight = 0.2, max-age = 30 days"),
    RUNNING_MEAN_10("running-mean 0.1", "kind = running-mean, weight = 0.1, max-age = 30 days");

    private final String label;
    private final String stabiliser;

    StabiliserChoice(String label, String stabiliser) {
        this.label = label;
        this.stabiliser = stabiliser;
    }

    /** Name of its features in tables, such as {@code phi(procrustes)}. */
    String features() {
        return label.isEmpty() ? "phi" : "phi(" + label + ")";
    }

    /** Its block {@code stabiliser} in the configuration of the daily job. */
    String hocon() {
        return "stabiliser { " + stabiliser + " }";
    }

    /** Directory name of its table. */
    String table() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
