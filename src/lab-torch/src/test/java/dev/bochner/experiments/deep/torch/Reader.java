package dev.bochner.experiments.deep.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** Reads texts of five words both ways: the least network that takes a {@link TextBatch}. */
final class Reader extends AbstractBlock {
    private static final int WORDS = 5;
    private static final int D = 3;

    private final Block words = addChildBlock("words", new WordVectors(WORDS, D));
    private final Block states = addChildBlock("states", new BidirectionalGru(2));

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> extra) {
        NDArray there =
                words.forward(parameters, new NDList(inputs.get(0)), training).head();
        NDArray back =
                words.forward(parameters, new NDList(inputs.get(1)), training).head();
        return states.forward(parameters, new NDList(there, back, inputs.get(2)), training);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return states.getOutputShapes(inputs);
    }

    @Override
    public void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        words.initialize(manager, type, inputs[0]);
        states.initialize(manager, type, inputs[0].add(D), inputs[1].add(D), inputs[2]);
    }
}
