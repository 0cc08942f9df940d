package dev.bochner.experiments.deep.sentiment;

import dev.bochner.experiments.paper.ExperimentOptions;
import java.util.List;

/** Extent of a run. */
record Extent(Texts texts, Effort effort, Grid grid) {
    /**
     * Extent of the data.
     *
     * @param reviews greatest number of reviews
     * @param length number of words that are read of each review
     * @param vocabulary different words
     */
    record Texts(int reviews, int length, int vocabulary) {}

    /**
     * Extent of the training.
     *
     * @param states of the recurrent network in each direction
     * @param epochs maximum number of epochs
     * @param learningRate of Adam
     * @param wordEpochs of Word2vec
     */
    record Effort(int states, int epochs, float learningRate, int wordEpochs) {}

    /** Settings of Table A.1. */
    record Grid(List<Integer> d, List<Integer> windows, List<Integer> negatives, List<Float> decays) {
        Grid {
            d = List.copyOf(d);
            windows = List.copyOf(windows);
            negatives = List.copyOf(negatives);
            decays = List.copyOf(decays);
        }
    }

    private static final Extent SMALL = new Extent(
            new Texts(300, 30, 200),
            new Effort(8, 6, 1e-2f, 5),
            new Grid(List.of(16), List.of(3), List.of(3), List.of(1e-4f)));
    /**
     * The paper's grid and vocabulary (the tutorial's), with an eighth of its reviews and only the first words of
     * each.
     */
    private static final Extent FULL = new Extent(
            new Texts(6000, 100, 1000),
            new Effort(32, 30, 1e-3f, 30),
            new Grid(List.of(16, 32, 64), List.of(3, 4), List.of(3, 4), List.of(1e-6f, 1e-5f, 1e-4f, 1e-3f, 1e-2f)));

    static Extent of(ExperimentOptions options) {
        return options.choose(SMALL, FULL);
    }
}
