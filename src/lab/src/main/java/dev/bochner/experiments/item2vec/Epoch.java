package dev.bochner.experiments.item2vec;

/** The state of a model after an epoch, valid only during a callback; epoch 0 is the state before training. */
public final class Epoch {
    private final Losses losses;
    private final Model model;

    Epoch(Losses losses, Model model) {
        this.losses = losses;
        this.model = model;
    }

    /**
     * Losses after an epoch: means over pairs, without weight decay.
     *
     * @param number of the epoch, from 0
     * @param learnt loss of the training pairs, each measured just before the update that uses it; NaN for number 0
     * @param heldOut loss of the held-out pairs; NaN if there are none
     */
    public record Losses(int number, double learnt, double heldOut) {}

    public Losses losses() {
        return losses;
    }

    /** The embeddings [inputs][d]; a copy. */
    public float[][] embeddings() {
        return model.inputs().rows();
    }

    /** The vectors of the outputs [outputs][d]; a copy. */
    public float[][] outputs() {
        return model.outputs().rows();
    }
}
