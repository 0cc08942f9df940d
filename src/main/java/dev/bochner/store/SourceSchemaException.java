package dev.bochner.store;

/** The configuration names a column that the source has not, or not with a usable type. */
public final class SourceSchemaException extends RuntimeException {
    public SourceSchemaException(String message) {
        super(message);
    }
}
