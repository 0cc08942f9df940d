package dev.bochner.store;

/**
 * The store refused: what is published, or another run, stands against what was asked. Nothing of what was asked is
 * visible. The message names both sides and the way out.
 */
public final class ConflictException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ConflictException(String message) {
        super(message);
    }
}
