package dev.bochner.store;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** The table could not be read or written. The message names the path. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    static StoreException of(String action, Path path, IOException cause) {
        String reason = cause.getMessage();
        String detail = reason == null ? cause.getClass().getSimpleName() : reason;
        return new StoreException("Cannot " + action + " " + path + ": " + detail, cause);
    }
}
