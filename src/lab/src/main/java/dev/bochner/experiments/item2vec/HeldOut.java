package dev.bochner.experiments.item2vec;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The pairs that are held out of the training, with negatives that are drawn once. They are the same for every seed,
 * so that the losses of several trainings are comparable. Both directions of a neighbourhood are held out together.
 */
final class HeldOut {
    private static final int ONE_IN = 20;
    private static final long SEED = 20;

    private final Pairs pairs;
    private final int[] held;
    private final int[] learnt;
    private final int[][] targets;

    HeldOut(Pairs pairs, Negatives negatives, int number) {
        this.pairs = pairs;
        this.held = IntStream.range(0, pairs.size()).filter(HeldOut::isHeld).toArray();
        this.learnt =
                IntStream.range(0, pairs.size()).filter(pair -> !isHeld(pair)).toArray();
        this.targets = new int[held.length][1 + number];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < held.length; i++) {
            negatives.draw(pairs.output(held[i]), targets[i], random);
        }
    }

    private static boolean isHeld(int pair) {
        return new SplittableRandom(pair / 2).nextInt(ONE_IN) == 0;
    }

    /** Indices of the training pairs; a new array. */
    int[] learnt() {
        return learnt.clone();
    }

    /** Mean loss over the held-out pairs; NaN if there are none. */
    double loss(Model model) {
        double sum = 0;
        for (int i = 0; i < held.length; i++) {
            sum += model.loss(pairs.input(held[i]), targets[i]);
        }
        return sum / held.length;
    }
}
