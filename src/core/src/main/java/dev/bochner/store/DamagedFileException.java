package dev.bochner.store;

/**
 * Thrown if a file of the table is not the one that a run wrote there: its bytes or its length differ, or it is missing. The
 * message names the file, what was found and expected, and what to do about it. Trying again does not help.
 */
public final class DamagedFileException extends StoreException {
    private static final long serialVersionUID = 1L;

    public DamagedFileException(String message) {
        super(message);
    }
}
