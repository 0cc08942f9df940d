package dev.bochner.store;

/**
 * One rename of a transaction: the snapshot that run {@code expected} made moves. Because a run makes a snapshot once,
 * looking for that run's manifest at both ends says whether the rename was done, whoever asks and however often.
 *
 * @param from path below the table's root
 * @param to path below the table's root; must not exist, its parent must
 * @param expected the run whose snapshot this moves
 */
public record RenameStep(String from, String to, RunId expected) {
    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
