package dev.bochner.experiments.stability;

/**
 * Number of days after which the features show that an item has really moved.
 *
 * @param text a number, {@code 0} if they show it on the day itself; {@code >9} if not within the days that were
 *     played; {@code never}
 */
public record Lag(String text) {
    /** The lag of features that never change. */
    static final Lag NEVER = new Lag("never");

    static Lag of(int days) {
        return new Lag(Integer.toString(days));
    }

    static Lag beyond(int days) {
        return new Lag(">" + days);
    }
}
