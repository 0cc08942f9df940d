package dev.bochner.store;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells a source that is missing or damaged from a fault of our own, among the exceptions that Spark throws. */
public final class SourceFailures {
    private SourceFailures() {}

    /** Runs an action that reads the source and says which source it was when the source is to blame. */
    public static <T> T translating(String source, Supplier<T> action) {
        try {
            return action.get();
        } catch (SourceException | SourceSchemaException | StoreException e) {
            throw e;
        } catch (Exception e) {
            // Spark's AnalysisException is checked, though no Java signature says so.
            throw translate(source, e);
        }
    }

    private static RuntimeException translate(String source, Exception failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            Optional<String> reason = reason(String.valueOf(t.getMessage()));
            if (reason.isPresent()) {
                return new SourceException("Cannot read " + source + ": " + reason.get(), failure);
            }
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(failure.getMessage(), failure);
    }

    // Spark names its errors in brackets, the same in 3.5 and 4.1; the rest are Hadoop's and Parquet's own words.
    private static Optional<String> reason(String message) {
        String firstLine = message.lines().findFirst().orElse("");
        boolean ofTheSource = firstLine.startsWith("[PATH_NOT_FOUND")
                || firstLine.startsWith("[TABLE_OR_VIEW_NOT_FOUND")
                || firstLine.startsWith("[UNABLE_TO_INFER_SCHEMA")
                || firstLine.startsWith("[CANNOT_READ_FILE_FOOTER")
                || firstLine.startsWith("[FAILED_READ_FILE")
                || firstLine.contains("is not a Parquet file")
                || firstLine.toLowerCase(Locale.ROOT).contains("could not read footer");
        return ofTheSource ? Optional.of(firstLine) : Optional.empty();
    }
}
