package dev.bochner.daily;

import dev.bochner.config.ConfigException;
import dev.bochner.stabilise.LandmarksException;
import dev.bochner.store.ConflictException;
import dev.bochner.store.DamagedFileException;
import dev.bochner.store.StoreException;
import dev.bochner.store.source.SourceException;
import dev.bochner.store.source.SourceSchemaException;
import java.util.Optional;

/** The exit codes of a process, documented in the README and in every command's help. */
public enum ExitCode {
    /** The command succeeded, or there was nothing left to do. */
    DONE(0),
    /** A failure that none of the other codes describes. */
    FAILED(1),
    /** The arguments or the configuration are wrong. */
    MISCONFIGURED(2),
    /** The data were refused: source missing, unreadable or incomplete, too many bad rows, no rows, or the audit fails. */
    DATA_REFUSED(3),
    /** The store refused: the change conflicts with what is published or with another run, or a file of the table is damaged. */
    CONFLICT(4);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** Returns the exit code of a failure: that of the outermost exception in its chain of causes that has a code of its own. */
    public static ExitCode of(Throwable failure) {
        // Deeper inside Spark or a library such an exception says nothing about the user's arguments.
        if (failure instanceof IllegalArgumentException) {
            return MISCONFIGURED;
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            Optional<ExitCode> code = meaning(t);
            if (code.isPresent()) {
                return code.get();
            }
        }
        return FAILED;
    }

    /** Returns the code of an exception regardless of its causes; empty if it has no code of its own. */
    public static Optional<ExitCode> meaning(Throwable failure) {
        if (failure instanceof ConfigException || failure instanceof SourceSchemaException) {
            return Optional.of(MISCONFIGURED);
        }
        if (failure instanceof SourceException || failure instanceof LandmarksException) {
            return Optional.of(DATA_REFUSED);
        }
        if (failure instanceof ConflictException || failure instanceof DamagedFileException) {
            return Optional.of(CONFLICT);
        }
        return failure instanceof StoreException ? Optional.of(FAILED) : Optional.empty();
    }
}
