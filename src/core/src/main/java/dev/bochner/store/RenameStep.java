package dev.bochner.store;

/**
 * One rename of a transaction, which moves a snapshot or state that run {@code expected} made. A run makes a snapshot only once,
 * so any run can find out whether the rename was done by looking for the manifest of {@code expected} at its source and its
 * target.
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
