package dev.bochner.experiments.deep.recommend;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.bochner.experiments.deep.torch.BidirectionalGru;
import dev.bochner.experiments.deep.torch.TextBatch;
import dev.bochner.experiments.deep.torch.WordVectors;

/**
 * A bidirectional recurrent network over the words of a film, whose last states are the film's embedding; a dense
 * layer predicts from it which words the film has.
 *
 * <p><b>Inputs:</b> those of a {@link TextBatch}. <b>Outputs:</b> embeddings [batch][d], a score of each word
 * [batch][words].
 */
final class TextNetwork extends AbstractBlock {
    private final int d;
    private final Block vectors;
    private final Block states;
    private final Block words;

    TextNetwork(int words, int d) {
        this.d = d;
        this.vectors = addChildBlock("vectors", new WordVectors(words, d));
        this.states = addChildBlock("states", new BidirectionalGru(d / 2));
        this.words = addChildBlock("words", Linear.builder().setUnits(words).build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> extra) {
        NDArray there =
                vectors.forward(parameters, new NDList(inputs.get(0)), training).head();
        NDArray back =
                vectors.forward(parameters, new NDList(inputs.get(1)), training).head();
        NDList embedding = states.forward(parameters, new NDList(there, back, inputs.get(2)), training);
        return new NDList(
                embedding.head(), words.forward(parameters, embedding, training).head());
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape embedding = new Shape(inputs[0].get(0), d);
        return new Shape[] {embedding, words.getOutputShapes(new Shape[] {embedding})[0]};
    }

    @Override
    public void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        vectors.initialize(manager, type, inputs[0]);
        states.initialize(manager, type, inputs[0].add(d), inputs[1].add(d), inputs[2]);
        words.initialize(manager, type, new Shape(inputs[0].get(0), d));
    }
}
