package dev.bochner.experiments.deep.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A layer of word vectors that are trained with the network. Numbers of words of any shape come in, one more axis
 * goes out.
 */
public final class WordVectors extends AbstractBlock {
    private final long d;
    private final Parameter vectors;

    public WordVectors(long words, long d) {
        this.d = d;
        this.vectors = addParameter(Parameter.builder()
                .setName("vectors")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(words, d))
                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> extra) {
        NDArray words = inputs.head();
        return new NDList(
                parameters.getValue(vectors, words.getDevice(), training).get(words));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {inputs[0].add(d)};
    }
}
