package dev.bochner.experiments.stability;

import java.util.SplittableRandom;

/**
 * Pseudo-random numbers that depend on an item's id and a purpose only, so that the same items are selected in every
 * variant and on every machine.
 */
final class ItemHash {
    private ItemHash() {}

    /** The number of an item for a purpose, from 0 to below 1. */
    static double of(long id, long purpose) {
        return new SplittableRandom(new SplittableRandom(id).nextLong() + purpose).nextDouble();
    }
}
