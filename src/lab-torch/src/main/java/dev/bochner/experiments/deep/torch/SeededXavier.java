package dev.bochner.experiments.deep.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.SplittableRandom;

/**
 * Weights uniform within sqrt(6 / (inputs + outputs)) of 0, drawn from a seed of our own in the order of the parameters:
 * the engine's generator is one for the whole process.
 *
 * <p><b>Source:</b> Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
 */
final class SeededXavier implements Initializer {
    private final SplittableRandom random;

    SeededXavier(SplittableRandom random) {
        this.random = random;
    }

    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType type) {
        long inputs = shape.get(shape.dimension() - 1);
        double limit = Math.sqrt(6.0 / (inputs + shape.get(0)));
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (limit * (2 * random.nextDouble() - 1));
        }
        return manager.create(values, shape);
    }
}
