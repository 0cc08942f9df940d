package dev.bochner.experiments.paper;

import java.nio.file.Path;

/**
 * Options of an experiment.
 *
 * @param data local directory of MovieLens or another data set; not used by simulations
 * @param runs independent repetitions, at least 2
 * @param size extent of the run
 * @param seed seed of all random numbers
 * @param out local directory for files; it may not exist yet
 */
public record ExperimentOptions(Path data, int runs, Size size, long seed, Path out) {
    /** Extent of a run. */
    public enum Size {
        /** A run of about a minute on two cores, which shows that the experiment works. */
        SMALL,
        /** The run that the documentation shows. */
        FULL
    }

    /** Refuses fewer runs than a standard deviation needs. */
    public ExperimentOptions {
        if (runs < 2) {
            throw new IllegalArgumentException(
                    "--runs is " + runs + ", expected 2 or more, because a standard deviation needs two values");
        }
    }

    /** The first argument for a small run, the second for a full one. */
    public <T> T choose(T small, T full) {
        return size == Size.FULL ? full : small;
    }
}
