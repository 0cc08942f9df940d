package dev.bochner.store.source;

/** The day's embeddings are not there, not complete or not readable. Mended at the source, not in the configuration. */
public final class SourceException extends RuntimeException {
    public SourceException(String message) {
        super(message);
    }

    public SourceException(String message, Throwable cause) {
        super(message, cause);
    }
}
