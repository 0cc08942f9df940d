package dev.bochner.cli;

import dev.bochner.config.ConfigException;
import dev.bochner.daily.ExitCode;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
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

    /** Looks from the outside inwards for an exception with a meaning of its own. */
    static Failure of(Throwable thrown) {
        // Deeper inside, in Spark or a library, it says nothing about what the user asked for.
        if (thrown instanceof IllegalArgumentException || thrown instanceof UncheckedIOException) {
            boolean argument = thrown instanceof IllegalArgumentException;
            return new Failure(argument ? ExitCode.MISCONFIGURED : ExitCode.FAILED, firstLine(thrown));
        }
        List<Throwable> chain = chain(thrown);
        return chain.stream()
                .flatMap(cause -> known(cause).stream())
                .findFirst()
                .or(() -> ofSpark(chain))
                .orElseGet(() -> new Failure(ExitCode.FAILED, classAndMessage(thrown) + HINT));
    }

    private static Optional<Failure> known(Throwable cause) {
        if (cause instanceof ConfigException) {
            return Optional.of(new Failure(ExitCode.MISCONFIGURED, String.valueOf(cause.getMessage())));
        }
        if (cause instanceof RefusedException) {
            return Optional.of(new Failure(ExitCode.DATA_REFUSED, firstLine(cause)));
        }
        if (cause instanceof AnalysisException) {
            return Optional.of(ofAnalysis(firstLine(cause)));
        }
        if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
            return Optional.of(new Failure(ExitCode.FAILED, "File not found: " + firstLine(cause)));
        }
        return ExitCode.meaning(cause).map(code -> new Failure(code, firstLine(cause)));
    }

    /** A query that names what is not there. The rest of Spark's message is its plan. */
    private static Failure ofAnalysis(String line) {
        boolean missing = line.startsWith("[PATH_NOT_FOUND");
        ExitCode code = missing ? ExitCode.DATA_REFUSED : ExitCode.MISCONFIGURED;
        return new Failure(code, line.endsWith(";") ? line.substring(0, line.length() - 1) : line);
    }

    /** Spark wraps what happened on an executor in several layers; the innermost says it. */
    private static Optional<Failure> ofSpark(List<Throwable> chain) {
        boolean spark = chain.stream().anyMatch(SparkException.class::isInstance);
        Throwable root = chain.get(chain.size() - 1);
        return spark
                ? Optional.of(new Failure(ExitCode.FAILED, "Spark failed: " + classAndMessage(root) + HINT))
                : Optional.empty();
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = thrown; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    private static String classAndMessage(Throwable t) {
        return t.getClass().getName() + ": " + firstLine(t);
    }

    private static String firstLine(Throwable t) {
        String message = t.getMessage();
        return message == null || message.isBlank()
                ? t.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElseThrow();
    }
}
