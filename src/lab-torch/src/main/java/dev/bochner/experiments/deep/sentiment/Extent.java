package dev.bochner.experiments.deep.sentiment;

import dev.bochner.experiments.paper.ExperimentOptions;
import java.util.List;

/** How much is done. */
record Extent(Texts texts, Effort effort, Grid grid) {
    /**
     * Of the data.
     *
     * @param reviews at most
     * @param length words of a review that are read
     * @param vocabulary different words
     */
    record Texts(int reviews, int length, int vocabulary) {}

    /**
     * Of the training.
     *
     * @param states of the recurrent network in each direction
     * @param epochs at most
     * @param learningRate of Adam
     * @param wordEpochs of Word2vec
     */
    record Effort(int states, int epochs, float learningRate, int wordEpochs) {}

    /** Of Table A.1. */
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
    /** The paper's grid and vocabulary (that of the tutorial); of its reviews an eighth, their first words. */
    private static final Extent FULL = new Extent(
            new Texts(6000, 100, 1000),
            new Effort(32, 30, 1e-3f, 30),
            new Grid(List.of(16, 32, 64), List.of(3, 4), List.of(3, 4), List.of(1e-6f, 1e-5f, 1e-4f, 1e-3f, 1e-2f)));

    static Extent of(ExperimentOptions options) {
        return options.choose(SMALL, FULL);
    }
}
