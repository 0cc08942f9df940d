package dev.bochner.store;

/**
 * Thrown if the store refuses a change because it conflicts with what is published or with another run. No part of the change is
 * visible then. The message names both sides of the conflict and how to resolve it.
 */
public final class ConflictException extends StoreException {
    private static final long serialVersionUID = 1L;

    public ConflictException(String message) {
        super(message);
    }
}
