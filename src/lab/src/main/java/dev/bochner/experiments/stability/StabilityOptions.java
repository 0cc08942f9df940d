package dev.bochner.experiments.stability;

import java.nio.file.Path;
import java.util.List;

/**
 * Options of the experiment.
 *
 * @param data local directory of a MovieLens data set
 * @param out local directory for tables and charts; created if it does not exist
 * @param size of the trainings
 * @param ms directions of the features, 1 or more; one version each
 * @param splits divisions of the items into those to fit on and those to score on, 1 or more
 * @param firstShare share of the earliest ratings that day one of the growing data is trained on, above 0, below 1
 */
public record StabilityOptions(Path data, Path out, Size size, List<Integer> ms, int splits, double firstShare) {
    /**
     * Size of the trainings.
     *
     * @param runs trainings of each protocol, each a day; 2 or more
     * @param d length of an embedding
     * @param iterations passes over the data of each training
     */
    public record Size(int runs, int d, int iterations) {
        public Size {
            require(runs >= 2, "runs is " + runs + ", expected 2 or more");
            require(d >= 1, "d is " + d + ", expected 1 or more");
            require(iterations >= 1, "iterations is " + iterations + ", expected 1 or more");
        }
    }

    /** @throws IllegalArgumentException if a value is out of its range; the message names value and range */
    public StabilityOptions {
        ms = List.copyOf(ms);
        require(!ms.isEmpty(), "There is no m, expected one or more");
        require(ms.stream().distinct().count() == ms.size(), "m is " + ms + ", expected different numbers");
        require(splits >= 1, "splits is " + splits + ", expected 1 or more");
        require(firstShare > 0 && firstShare < 1, "first-share is " + firstShare + ", expected above 0, below 1");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
