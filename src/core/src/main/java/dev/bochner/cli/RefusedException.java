package dev.bochner.cli;

/** A gate is closed: nothing was published, and the message says why. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
