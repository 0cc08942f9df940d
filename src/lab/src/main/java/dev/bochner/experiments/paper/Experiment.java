package dev.bochner.experiments.paper;

import java.util.function.Consumer;

/**
 * A table, a figure or a claim of the paper, tried again. A jar may bring more of them, listed for {@link
 * java.util.ServiceLoader}.
 */
public interface Experiment {
    /** The paper's own runs. */
    int RUNS = 10;

    /** On the command line and of its files: small letters, digits, hyphens; such as {@code figure-1}. */
    String name();

    /** What it does, in a sentence or two. */
    String description();

    /** How many runs there are, unless one says otherwise. */
    default int runs(ExperimentOptions.Size size) {
        return size == ExperimentOptions.Size.FULL ? RUNS : 3;
    }

    /**
     * Runs it. The same options give the same findings.
     *
     * @param progress is told of each step
     * @throws IllegalArgumentException if the data is not there, or it cannot be done with such options
     */
    Findings run(ExperimentOptions options, Consumer<String> progress);
}
