package dev.bochner.serve;

/**
 * Somebody who uses the features.
 *
 * @param name what they use
 * @param agreement how near they have to come to what is published
 * @param features the features [items][2m] of a table's items by id from 0, as they get them
 */
record Consumer(String name, Agreement agreement, Features features) {
    /** What they get is compared with what is published. */
    enum Agreement {
        SAME_BITS,
        WITHIN_ERROR_BOUND
    }

    /** Gets the features of the items of a table. */
    @FunctionalInterface
    interface Features {
        float[][] of(ServedTable served) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
