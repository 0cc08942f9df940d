package dev.bochner.daily;

import dev.bochner.config.ConfigException;
import dev.bochner.store.ConflictException;
import dev.bochner.store.SourceException;
import dev.bochner.store.SourceSchemaException;

/** What a process says of its end; documented in the README and in every command's help. */
public enum ExitCode {
    /** Done, or done already. */
    DONE(0),
    /** None of the others. */
    FAILED(1),
    /** Wrong arguments or configuration. */
    MISCONFIGURED(2),
    /** The data were refused: source missing, unreadable or incomplete, too many bad rows, no rows. */
    DATA_REFUSED(3),
    /** The store refused: what is published, or another run, stands against it. */
    CONFLICT(4);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number that the process ends with. */
    public int code() {
        return code;
    }

    /** The code that a failure ends with. */
    public static ExitCode of(Throwable failure) {
        if (failure instanceof ConfigException || failure instanceof SourceSchemaException) {
            return MISCONFIGURED;
        }
        if (failure instanceof SourceException) {
            return DATA_REFUSED;
        }
        return failure instanceof ConflictException ? CONFLICT : FAILED;
    }
}
