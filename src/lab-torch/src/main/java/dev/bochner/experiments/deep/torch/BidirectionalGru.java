package dev.bochner.experiments.deep.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.recurrent.GRU;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Two GRUs, one from the first word of each text to its last and one back; the last states of both, side by side.
 *
 * <p><b>Inputs:</b> vectors [batch][steps][d], the same with the words of each text in reverse, and which step is the last
 * of each text [batch][steps], 1 there and else 0: {@link TextBatch}. <b>Output:</b> [batch][2 states].
 *
 * <p>DJL has a bidirectional GRU too; in 0.35.1 PyTorch refuses the parameters that it hands over.
 */
public final class BidirectionalGru extends AbstractBlock {
    private final long states;
    private final Block forwards;
    private final Block backwards;

    /** @param states of each direction */
    public BidirectionalGru(int states) {
        this.states = states;
        this.forwards = addChildBlock("forwards", gru(states));
        this.backwards = addChildBlock("backwards", gru(states));
    }

    private static Block gru(int states) {
        return GRU.builder()
                .setStateSize(states)
                .setNumLayers(1)
                .optBatchFirst(true)
                .build();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> extra) {
        NDArray last = inputs.get(2).expandDims(2);
        NDArray there = forwards.forward(parameters, new NDList(inputs.get(0)), training)
                .head();
        NDArray back = backwards
                .forward(parameters, new NDList(inputs.get(1)), training)
                .head();
        int[] steps = {1};
        return new NDList(NDArrays.concat(
                new NDList(there.mul(last).sum(steps), back.mul(last).sum(steps)), 1));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), 2 * states)};
    }

    @Override
    public void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        forwards.initialize(manager, type, inputs[0]);
        backwards.initialize(manager, type, inputs[1]);
    }
}
