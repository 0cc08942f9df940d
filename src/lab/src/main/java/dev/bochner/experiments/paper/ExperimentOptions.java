package dev.bochner.experiments.paper;

import java.nio.file.Path;

/**
 * What an experiment is told.
 *
 * @param data local directory of MovieLens or another data set; nothing for those that simulate
 * @param runs independent repetitions, at least 2
 * @param size how much of it
 * @param seed where all chance comes from
 * @param out local directory for files; it may not exist yet
 */
public record ExperimentOptions(Path data, int runs, Size size, long seed, Path out) {
    /** How much is done. */
    public enum Size {
        /** Within a minute on two cores: to see that it works. */
        SMALL,
        /** What the documentation shows. */
        FULL
    }

    /** Refuses fewer runs than a standard deviation needs. */
    public ExperimentOptions {
        if (runs < 2) {
            throw new IllegalArgumentException("--runs is " + runs + ", expected 2 or more: a spread needs them");
        }
    }

    /** The one or the other, by size. */
    public <T> T choose(T small, T full) {
        return size == Size.FULL ? full : small;
    }
}
