package dev.bochner.experiments.deep.sentiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.bochner.experiments.deep.torch.BidirectionalGru;
import dev.bochner.experiments.deep.torch.TextBatch;

/**
 * Words, a bidirectional recurrent layer, a dense layer with the rectifier, and a dense layer with one output.
 *
 * <p><b>Inputs:</b> those of a {@link TextBatch}. <b>Outputs:</b> the last hidden layer [batch][hidden], and the
 * score [batch][1], which is above 0 for positive reviews.
 *
 * <p><b>Source:</b> the paper, Figure A.6, and the TensorFlow tutorial that it names, which has LSTM where this has
 * GRU.
 */
final class SentimentNetwork extends AbstractBlock {
    private final int hidden;
    private final Block words;
    private final Block states;
    private final Block dense;
    private final Block score;

    /** @param words from numbers of words to vectors */
    SentimentNetwork(Block words, int states, int hidden) {
        this.hidden = hidden;
        this.words = addChildBlock("words", words);
        this.states = addChildBlock("states", new BidirectionalGru(states));
        this.dense = addChildBlock(
                "dense",
                new SequentialBlock()
                        .add(Linear.builder().setUnits(hidden).build())
                        .add(Activation::relu));
        this.score = addChildBlock("score", Linear.builder().setUnits(1).build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> extra) {
        NDArray there =
                words.forward(parameters, new NDList(inputs.get(0)), training).head();
        NDArray back =
                words.forward(parameters, new NDList(inputs.get(1)), training).head();
        NDList read = states.forward(parameters, new NDList(there, back, inputs.get(2)), training);
        NDList representation = dense.forward(parameters, read, training);
        return new NDList(
                representation.head(),
                score.forward(parameters, representation, training).head());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        long batch = inputs[0].get(0);
        return new Shape[] {new Shape(batch, hidden), new Shape(batch, 1)};
    }

    @Override
    public void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        words.initialize(manager, type, inputs[0]);
        Shape vectors = words.getOutputShapes(new Shape[] {inputs[0]})[0];
        states.initialize(manager, type, vectors, vectors, inputs[2]);
        Shape read = states.getOutputShapes(new Shape[] {vectors, vectors, inputs[2]})[0];
        dense.initialize(manager, type, read);
        score.initialize(manager, type, new Shape(read.get(0), hidden));
    }
}
