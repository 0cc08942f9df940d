package dev.bochner.experiments.deep.sentiment;

import dev.bochner.experiments.deep.sentiment.SentimentTraining.Epoch;
import java.util.List;

/**
 * A training with its outputs for the test reviews after each epoch.
 *
 * @param representations for each epoch and review, the outputs of the last but one layer
 * @param scores for each epoch, one of each review
 */
record WatchedTraining(List<Epoch> epochs, List<List<float[]>> representations, List<double[]> scores) {
    WatchedTraining {
        epochs = List.copyOf(epochs);
        representations = List.copyOf(representations);
        scores = List.copyOf(scores);
    }
}
