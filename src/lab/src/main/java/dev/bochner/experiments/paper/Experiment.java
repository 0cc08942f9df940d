package dev.bochner.experiments.paper;

import java.util.function.Consumer;

/**
 * A repetition of a table, a figure or a claim of the paper. A jar may bring more of them, listed for {@link
 * java.util.ServiceLoader}.
 */
public interface Experiment {
    /** Number of runs in the paper. */
    int RUNS = 10;

    /** Name on the command line and of the files: lower-case letters, digits and hyphens, such as {@code figure-1}. */
    String name();

    /** Description for the help text, one or two sentences. */
    String description();

    /** Default number of runs. */
    default int runs(ExperimentOptions.Size size) {
        return size == ExperimentOptions.Size.FULL ? RUNS : 3;
    }

    /**
     * Runs the experiment. The same options give the same findings.
     *
     * @param progress receives a line of text for each step
     * @throws IllegalArgumentException if the data is not there, or it cannot be done with such options
     */
    Findings run(ExperimentOptions options, Consumer<String> progress);
}
