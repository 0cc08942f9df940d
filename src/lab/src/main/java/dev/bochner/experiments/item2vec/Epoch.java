package dev.bochner.experiments.item2vec;

/** A model after an epoch, for the time of a callback; number 0 is before the first. */
public final class Epoch {
    private final Losses losses;
    private final Model model;

    Epoch(Losses losses, Model model) {
        this.losses = losses;
        this.model = model;
    }

    /**
     * What an epoch came to, as means over pairs, without the decay.
     *
     * @param number of the epoch, from 0
     * @param learnt loss of the pairs that were learnt from, each as it was met; NaN for number 0
     * @param heldOut loss of the pairs that were not; NaN if there are none
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
