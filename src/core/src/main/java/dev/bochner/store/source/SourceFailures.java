package dev.bochner.store.source;

import dev.bochner.store.StoreException;
import dev.bochner.store.source.scan.UnreadableFileException;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.sql.AnalysisException;

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
            String line = firstLine(t);
            if (t instanceof UnreadableFileException || ofTheSource(line)) {
                return new SourceException("Cannot read " + source + ": " + line, failure);
            }
            if (ofTheSettings(t, line)) {
                return new SourceSchemaException("Cannot read " + source + ": " + line, failure);
            }
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(failure.getMessage(), failure);
    }

    /** What a failure says of itself; Spark goes on with a plan or a stack. */
    public static String firstLine(Throwable failure) {
        String line = String.valueOf(failure.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse(failure.getClass().getSimpleName());
        return line.endsWith(";") ? line.substring(0, line.length() - 1) : line;
    }

    // A filter that does not parse, a column that it names in vain, a format or a filesystem that nobody knows.
    private static boolean ofTheSettings(Throwable failure, String line) {
        return failure instanceof AnalysisException
                || line.startsWith("[DATA_SOURCE_NOT_FOUND")
                || failure instanceof UnsupportedFileSystemException;
    }

    // Spark names its errors in brackets, the same in 3.5 and 4.1; the rest are Hadoop's and Parquet's own words.
    private static boolean ofTheSource(String line) {
        return line.startsWith("[PATH_NOT_FOUND")
                || line.startsWith("[TABLE_OR_VIEW_NOT_FOUND")
                || line.startsWith("[UNABLE_TO_INFER_SCHEMA")
                || line.startsWith("[CANNOT_READ_FILE_FOOTER")
                || line.startsWith("[FAILED_READ_FILE")
                || line.contains("is not a Parquet file")
                || line.toLowerCase(Locale.ROOT).contains("could not read footer");
    }
}
