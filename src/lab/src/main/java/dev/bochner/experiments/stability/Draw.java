package dev.bochner.experiments.stability;

import java.util.SplittableRandom;

/** Chance that depends on an item's id and a purpose alone: the same items in every variant and on every machine. */
final class Draw {
    private Draw() {}

    /** A number from 0 to below 1. */
    static double of(long id, long purpose) {
        return new SplittableRandom(new SplittableRandom(id).nextLong() + purpose).nextDouble();
    }
}
