package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.item2vec.Epoch.Losses;
import java.util.List;

/**
 * The result of a training.
 *
 * <p>A class and not a record: it holds arrays.
 */
public final class Trained {
    private final float[][] embeddings;
    private final float[][] outputs;
    private final List<Losses> losses;

    Trained(Epoch last, List<Losses> losses) {
        this.embeddings = last.embeddings();
        this.outputs = last.outputs();
        this.losses = List.copyOf(losses);
    }

    /** h [inputs][d], in the order of the tokens (or documents); not a copy. */
    public float[][] embeddings() {
        return embeddings;
    }

    /** The vectors of the outputs [outputs][d]; not a copy. */
    public float[][] outputs() {
        return outputs;
    }

    /** The losses after every epoch, and before the first. */
    public List<Losses> losses() {
        return losses;
    }

    /** Number of epochs of the training. */
    public int epochs() {
        return losses.size() - 1;
    }
}
