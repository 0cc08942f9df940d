package dev.bochner.experiments.deep.sentiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** A layer of pretrained word vectors, which are not trained further. */
final class FixedVectors extends AbstractBlock {
    private final float[][] vectors;

    /** @param vectors [words][d], which must not be changed afterwards */
    FixedVectors(float[][] vectors) {
        this.vectors = vectors;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> extra) {
        NDArray words = inputs.head();
        return new NDList(words.getManager().create(vectors).get(words));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0].add(vectors[0].length)};
    }
}
