package dev.bochner.store.source.scan;

import dev.bochner.store.FailureText;

/** A file of the source is gone, damaged, or not what it was when it was looked at. The message names the file. */
public final class UnreadableFileException extends RuntimeException {
    UnreadableFileException(String file, String reason) {
        super(file + ": " + reason);
    }

    UnreadableFileException(String file, Throwable cause) {
        super(file + ": " + FailureText.ofMessage(cause), cause);
    }
}
