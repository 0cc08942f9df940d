package dev.bochner.cli;

import dev.bochner.config.ConfigException;
import dev.bochner.daily.ExitCode;
import dev.bochner.store.FailureText;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkException;
import org.apache.spark.sql.AnalysisException;

/**
 * What is said of an exception, and the exit code.
 *
 * @param exitCode what the process ends with
 * @param line one line for a person; a line for each problem of a configuration
 */
record Failure(ExitCode exitCode, String line) {
    private static final String HINT = "; run with --verbose for the stack trace";

    /** Looks from the outside inwards for an exception with a meaning of its own. No line names a class. */
    static Failure of(Throwable thrown) {
        List<Throwable> chain = FailureText.chain(thrown);
        // Deeper inside, in Spark or a library, it says nothing about what the user asked for.
        if ((thrown instanceof IllegalArgumentException || thrown instanceof UncheckedIOException) && !isBare(thrown)) {
            boolean argument = thrown instanceof IllegalArgumentException;
            return new Failure(argument ? ExitCode.MISCONFIGURED : ExitCode.FAILED, FailureText.ofMessage(thrown));
        }
        return chain.stream()
                .flatMap(cause -> known(cause).stream())
                .findFirst()
                .or(() -> FailureText.known(thrown).map(text -> new Failure(code(thrown), text)))
                .or(() -> ofSpark(chain))
                .orElseGet(() -> new Failure(ExitCode.FAILED, unexpected(thrown)));
    }

    private static Optional<Failure> known(Throwable cause) {
        if (cause instanceof ConfigException) {
            return Optional.of(new Failure(ExitCode.MISCONFIGURED, String.valueOf(cause.getMessage())));
        }
        if (cause instanceof RefusedException) {
            return Optional.of(new Failure(ExitCode.DATA_REFUSED, FailureText.of(cause)));
        }
        if (cause instanceof AnalysisException) {
            return Optional.of(ofAnalysis(FailureText.of(cause)));
        }
        boolean absent = cause instanceof FileNotFoundException || cause instanceof NoSuchFileException;
        if (absent && FailureText.known(cause).isEmpty()) {
            return Optional.of(new Failure(ExitCode.FAILED, "File not found: " + FailureText.of(cause)));
        }
        return ExitCode.meaning(cause).map(code -> new Failure(code, FailureText.of(cause)));
    }

    /** A query that names what is not there. The rest of Spark's message is its plan. */
    private static Failure ofAnalysis(String line) {
        boolean missing = line.startsWith("[PATH_NOT_FOUND");
        return new Failure(missing ? ExitCode.DATA_REFUSED : ExitCode.MISCONFIGURED, line);
    }

    private static ExitCode code(Throwable thrown) {
        return FailureText.lacksFilesystem(thrown) ? ExitCode.MISCONFIGURED : ExitCode.FAILED;
    }

    /** Whether it only carries another exception and says nothing of its own. */
    private static boolean isBare(Throwable thrown) {
        return thrown.getCause() != null
                && String.valueOf(thrown.getMessage()).equals(thrown.getCause().toString());
    }

    /** Spark wraps what happened on an executor in several layers; the innermost says it. */
    private static Optional<Failure> ofSpark(List<Throwable> chain) {
        boolean spark = chain.stream().anyMatch(SparkException.class::isInstance);
        Throwable root = chain.get(chain.size() - 1);
        return spark
                ? Optional.of(new Failure(ExitCode.FAILED, "Spark failed: " + FailureText.of(root) + HINT))
                : Optional.empty();
    }

    private static String unexpected(Throwable thrown) {
        return "Unexpected, a fault of the program: " + FailureText.of(thrown) + HINT;
    }
}
