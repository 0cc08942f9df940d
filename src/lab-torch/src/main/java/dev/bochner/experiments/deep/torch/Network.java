package dev.bochner.experiments.deep.torch;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A network and its training by Adam. Weights start from a seed, biases at 0.
 *
 * <p><b>Determinism:</b> on one machine, a function of block, seed and what it is given. The engine can follow the
 * gradients of one network at a time: so use it in one thread only, even with several networks.
 */
public final class Network implements AutoCloseable {
    private final NDManager manager;
    private final Model model;
    private final Trainer trainer;

    private Network(NDManager manager, Model model, Trainer trainer) {
        this.manager = manager;
        this.model = model;
        this.trainer = trainer;
    }

    /**
     * Settings of the training.
     *
     * @param learningRate of Adam
     * @param weightDecay added to the gradient, times the parameter
     * @param seed of the first weights
     */
    public record Learning(float learningRate, float weightDecay, long seed) {}

    /**
     * A network before training.
     *
     * @param inputs shape of each input, the batch first
     */
    public static Network of(Block block, Learning learning, Shape... inputs) {
        NDManager manager = Torch.manager();
        block.setInitializer(new SeededXavier(new SplittableRandom(learning.seed())), Parameter.Type.WEIGHT);
        block.setInitializer(Initializer.ZEROS, Parameter.Type.BIAS);
        Model model = Model.newInstance("network", "PyTorch");
        model.setBlock(block);
        Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.l2Loss())
                .optOptimizer(Optimizer.adam()
                        .optLearningRateTracker(Tracker.fixed(learning.learningRate()))
                        .optWeightDecays(learning.weightDecay())
                        .build()));
        trainer.initialize(inputs);
        return new Network(manager, model, trainer);
    }

    /** The manager of arrays that live as long as the network. */
    public NDManager manager() {
        return manager;
    }

    /**
     * Makes a step on a batch.
     *
     * @param inputs makes the network's inputs; its manager lives for this step
     * @param loss of the outputs, a single number
     * @return the loss before the step
     */
    public float learn(Function<NDManager, NDList> inputs, BiFunction<NDManager, NDList, NDArray> loss) {
        try (NDManager step = manager.newSubManager()) {
            NDList batch = inputs.apply(step);
            float value;
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDList outputs = trainer.forward(batch);
                outputs.attach(step);
                NDArray total = loss.apply(step, outputs);
                gradients.backward(total);
                value = total.getFloat();
            }
            trainer.step();
            return value;
        }
    }

    /**
     * Puts a batch through the network.
     *
     * @param inputs makes the network's inputs; its manager lives until {@code read} returns
     * @param read reads the result from the outputs
     */
    public <T> T evaluate(Function<NDManager, NDList> inputs, Function<NDList, T> read) {
        try (NDManager pass = manager.newSubManager()) {
            NDList outputs = trainer.evaluate(inputs.apply(pass));
            outputs.attach(pass);
            return read.apply(outputs);
        }
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
        manager.close();
    }
}
