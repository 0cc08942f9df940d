package dev.bochner.daily;

import dev.bochner.config.ConfigException;
import dev.bochner.stabilise.LandmarksException;
import dev.bochner.store.ConflictException;
import dev.bochner.store.DamagedFileException;
import dev.bochner.store.StoreException;
import dev.bochner.store.source.SourceException;
import dev.bochner.store.source.SourceSchemaException;
import java.util.Optional;

/** What a process says of its end; documented in the README and in every command's help. */
public enum ExitCode {
    /** Done, or done already. */
    DONE(0),
    /** None of the others. */
    FAILED(1),
    /** Wrong arguments or configuration. */
    MISCONFIGURED(2),
    /** The data were refused: source missing, unreadable or incomplete, too many bad rows, no rows, or the audit fails. */
    DATA_REFUSED(3),
    /** The store refused: what is published, or another run, stands against it, or a file of the table is damaged. */
    CONFLICT(4);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** The code that a failure ends with; of several, one inside another, the outermost that has a meaning decides. */
    public static ExitCode of(Throwable failure) {
        // Deeper inside, in Spark or a library, it says nothing about what the user asked for.
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

    /** The code of an exception by itself, its causes left out; empty if it has no meaning of its own. */
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
