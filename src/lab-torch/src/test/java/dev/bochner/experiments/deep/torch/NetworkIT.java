package dev.bochner.experiments.deep.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import dev.bochner.experiments.deep.torch.Network.Learning;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NetworkIT {
    private static final float RATE = 0.1f;

    private static Network line(long seed) {
        Block block = Linear.builder().setUnits(1).optBias(false).build();
        return Network.of(block, new Learning(RATE, 0, seed), new Shape(1, 1));
    }

    private static float at(Network network, float x) {
        return network.evaluate(
                manager -> new NDList(manager.create(new float[] {x}, new Shape(1, 1))),
                outputs -> outputs.head().getFloat());
    }

    private static void step(Network network, float slope) {
        network.learn(
                manager -> new NDList(manager.create(new float[] {slope}, new Shape(1, 1))),
                (manager, outputs) -> outputs.head().sum());
    }

    /** Adam by hand: after gradients 1 and -1, the first moment is -0.01 of a correction of 0.19. */
    @Test
    void takesTheGradientOfEachStepAlone() {
        try (Network network = line(1)) {
            float w = at(network, 1);
            step(network, 1);
            assertEquals(w - RATE, at(network, 1), 1e-6);
            step(network, -1);
            assertEquals(w - RATE + RATE * 0.01 / 0.19, at(network, 1), 1e-6);
        }
    }

    @Test
    void startsWhereTheSeedSays() {
        try (Network one = line(1);
                Network same = line(1);
                Network other = line(2)) {
            assertEquals(at(one, 1), at(same, 1), 0);
            assertFalse(at(one, 1) == at(other, 1));
        }
    }

    private static float[] read(Network network, List<int[]> texts) {
        return network.evaluate(
                new TextBatch(texts)::inputs, outputs -> outputs.head().toFloatArray());
    }

    /** What stands beside a text in a batch, and how far it is filled up, changes nothing of it. */
    @Test
    void readsATextAlikeInEveryBatch() {
        try (Network network = Network.of(new Reader(), new Learning(RATE, 0, 3), TextBatch.shapes())) {
            int[] text = {1, 2, 3};
            float[] alone = read(network, List.of(text));
            float[] beside = read(network, List.of(text, new int[] {4, 1, 1, 2, 3, 4, 4}, new int[0]));
            assertArrayEquals(alone, Arrays.copyOf(beside, alone.length), 1e-6f);
        }
    }

    /** A bag of words could not. */
    @Test
    void tellsTheOrderOfWords() {
        try (Network network = Network.of(new Reader(), new Learning(RATE, 0, 3), TextBatch.shapes())) {
            float[] there = read(network, List.of(new int[] {1, 2, 3}));
            float[] back = read(network, List.of(new int[] {3, 2, 1}));
            assertFalse(Arrays.equals(there, back));
        }
    }
}
