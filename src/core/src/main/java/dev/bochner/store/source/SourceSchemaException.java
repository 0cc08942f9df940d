package dev.bochner.store.source;

/**
 * The configuration does not fit the source: it names a column that is not there or of no usable type, a format that
 * nobody knows, or a filter that the source cannot answer.
 */
public final class SourceSchemaException extends RuntimeException {
    public SourceSchemaException(String message) {
        super(message);
    }

    public SourceSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
