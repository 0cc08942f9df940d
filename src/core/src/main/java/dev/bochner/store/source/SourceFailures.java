package dev.bochner.store.source;

import dev.bochner.store.FailureText;
import dev.bochner.store.Secrets;
import dev.bochner.store.StoreException;
import dev.bochner.store.source.scan.UnreadableFileException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;

/** Tells a source that is missing or damaged from a fault of our own, among the exceptions that Spark throws. */
public final class SourceFailures {
    private static final Pattern UNSUPPORTED_ENCODING = Pattern.compile("[Uu]nsupported encoding: (\\w+)");
    private static final Pattern FILE = Pattern.compile("reading file (\\S+?)\\.?( |$)");
    private static final Pattern PATH = Pattern.compile("[a-z][a-z0-9+.-]*:/\\S+");
    private static final int MOST_DIRECTORIES = 3;

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
        for (Throwable t : FailureText.chain(failure)) {
            // Whoever met it first may have taken it for a damaged file.
            if (t instanceof UnsupportedFileSystemException) {
                return new SourceSchemaException("Cannot read " + source + ": " + firstLine(t), failure);
            }
        }
        for (Throwable t : FailureText.chain(failure)) {
            String line = firstLine(t);
            if (t instanceof StoreException) {
                // The source was read, and the table could not be written: one pass does both.
                return new StoreException(line, failure);
            }
            if (line.startsWith("[CONFLICTING_DIRECTORY_STRUCTURES")) {
                return new SourceException("Cannot read " + source + ": " + mixedDirectories(t), failure);
            }
            if (t instanceof UnreadableFileException || ofTheSource(line)) {
                return new SourceException("Cannot read " + source + ": " + unreadable(line, t), failure);
            }
            if (ofTheSettings(t, line)) {
                return new SourceSchemaException("Cannot read " + source + ": " + line, failure);
            }
        }
        if (FailureText.lacksFilesystem(failure)) {
            return new SourceSchemaException("Cannot read " + source + ": " + FailureText.of(failure), failure);
        }
        if (FailureText.isOfAccess(failure)) {
            return new SourceException("Cannot read " + source + ": " + FailureText.of(failure), failure);
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(failure.getMessage(), failure);
    }

    // Spark names the file, and only its cause what is wrong with it.
    private static String unreadable(String line, Throwable failure) {
        if (!line.startsWith("[FAILED_READ_FILE")) {
            return line;
        }
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        Matcher encoding = UNSUPPORTED_ENCODING.matcher(String.valueOf(root.getMessage()));
        Matcher file = FILE.matcher(line);
        if (encoding.find() && file.find()) {
            return file.group(1) + " has numbers encoded as " + encoding.group(1)
                    + ", which the vectorised Parquet reader of Spark "
                    + SparkSession.active().version()
                    + " cannot read, and Bochner's own reader does not take all of its columns (the log says why); write it"
                    + " without this encoding, or set spark.sql.parquet.enableVectorizedReader=false";
        }
        return root == failure ? line : line + ": " + firstLine(root);
    }

    /** Whether Spark has refused files for the type of a column, whoever asks for it. */
    static boolean isOfParquetType(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message = String.valueOf(t.getMessage());
            if (message.contains("[PARQUET_TYPE_") || message.contains("Illegal Parquet type")) {
                return true;
            }
        }
        return false;
    }

    /** Spark lists the directories below a line of their own, and advises options of its API. */
    private static String mixedDirectories(Throwable failure) {
        List<String> directories = String.valueOf(failure.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> PATH.matcher(line).matches())
                .limit(MOST_DIRECTORIES)
                .toList();
        return "partition directories such as id=1 lie beside others (" + String.join(", ", directories)
                + "); point source.path at one kind of them, or set source.options.recursiveFileLookup = true to take all"
                + " files and no partition columns";
    }

    /** What a failure says of itself; Spark goes on with a plan or a stack. */
    public static String firstLine(Throwable failure) {
        String line = String.valueOf(failure.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse(failure.getClass().getSimpleName());
        return Secrets.redacted(line.endsWith(";") ? line.substring(0, line.length() - 1) : line);
    }

    // A filter that does not parse, a column that it names in vain, a format that nobody knows.
    private static boolean ofTheSettings(Throwable failure, String line) {
        return failure instanceof AnalysisException || line.startsWith("[DATA_SOURCE_NOT_FOUND");
    }

    // Spark names its errors in brackets, the same in 3.5 and 4.1; the rest are Hadoop's and Parquet's own words.
    private static boolean ofTheSource(String line) {
        return line.startsWith("[PATH_NOT_FOUND")
                || line.startsWith("[TABLE_OR_VIEW_NOT_FOUND")
                || line.startsWith("[UNABLE_TO_INFER_SCHEMA")
                || line.startsWith("[CANNOT_READ_FILE_FOOTER")
                || line.startsWith("[FAILED_READ_FILE")
                || line.startsWith("[CONFLICTING_PARTITION_COLUMN_NAMES")
                || line.startsWith("[DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION")
                || line.startsWith("[PARQUET_TYPE_")
                || line.contains("is not a Parquet file")
                || line.toLowerCase(Locale.ROOT).contains("could not read footer");
    }
}
