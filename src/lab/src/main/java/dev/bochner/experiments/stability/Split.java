package dev.bochner.experiments.stability;

/**
 * A division of the items into those that a classifier is fitted on and those that it is scored on; the same every day.
 *
 * @param number which of the divisions
 */
record Split(int number) {
    /** Share of the items to score on. */
    static final double TEST_SHARE = 0.3;

    boolean scores(long id) {
        return ItemHash.of(id, number) < TEST_SHARE;
    }

    boolean fits(long id) {
        return !scores(id);
    }
}
