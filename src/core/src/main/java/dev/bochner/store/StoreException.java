package dev.bochner.store;

import org.apache.hadoop.fs.Path;

/** Thrown if the table could not be read or written. The message names the path. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Creates an exception that says what could not be done, with which path, and why. */
    public static StoreException of(String action, Path path, Throwable cause) {
        return new StoreException("Cannot " + action + " " + path + ": " + FailureText.of(cause), cause);
    }
}
