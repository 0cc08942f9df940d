package dev.bochner.experiments.deep.recommend;

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
import ai.djl.nn.recurrent.GRU;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * The network: a GRU over the films that a user saw and a dense layer give the user after each film; a dense layer gives a
 * film. Both dense layers have the sigmoid function and as many outputs as the GRU has states; the score of a film for a
 * user is the inner product.
 *
 * <p><b>Inputs:</b> films seen [batch][steps][columns], films to score. <b>Outputs:</b> users [batch][steps][{@value
 * #HIDDEN}], films as they came but with {@value #HIDDEN} columns.
 *
 * <p><b>Source:</b> the paper, appendix F.2 and Figure A.2; the score is ours, the paper does not name it.
 */
final class TwoTowers extends AbstractBlock {
    static final int HIDDEN = 16;

    private final Block users;
    private final Block films;

    TwoTowers() {
        users = addChildBlock(
                "users",
                new SequentialBlock()
                        .add(GRU.builder()
                                .setStateSize(HIDDEN)
                                .setNumLayers(1)
                                .optBatchFirst(true)
                                .build())
                        .add(Linear.builder().setUnits(HIDDEN).build())
                        .add(Activation::sigmoid));
        films = addChildBlock(
                "films",
                new SequentialBlock()
                        .add(Linear.builder().setUnits(HIDDEN).build())
                        .add(Activation::sigmoid));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> extra) {
        NDArray user =
                users.forward(parameters, new NDList(inputs.get(0)), training).head();
        NDArray film =
                films.forward(parameters, new NDList(inputs.get(1)), training).head();
        return new NDList(user, film);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {
            users.getOutputShapes(new Shape[] {inputs[0]})[0], films.getOutputShapes(new Shape[] {inputs[1]})[0]
        };
    }

    @Override
    public void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        users.initialize(manager, type, inputs[0]);
        films.initialize(manager, type, inputs[1]);
    }
}
