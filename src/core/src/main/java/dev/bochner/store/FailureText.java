package dev.bochner.store;

import java.io.EOFException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.util.VersionInfo;

/**
 * Describes an exception of the JDK, of Hadoop or of Spark in one line for the user, without class names, stack trace or
 * credentials. Failures that are known to happen in operation (a full disk, a namenode that does not answer, a missing library)
 * get a text of Bochner's own that says what to do; for all others it is the first line of the exception's message.
 */
public final class FailureText {
    /** The JDK's text for a local file that may not be opened. */
    private static final String DENIED = "(Permission denied)";

    private static final String OURS = "dev.bochner.";
    private static final Pattern CLASS_NAME =
            Pattern.compile("\\b(?:[a-z_][a-z0-9_]*\\.){2,}[A-Z][\\w$]*(?:Exception|Error|Throwable)\\b(?:: *| *$)");
    private static final Pattern CALL = Pattern.compile("\\bto (\\S+:\\d+) failed");
    private static final Pattern MISSING_FILESYSTEM = Pattern.compile("\\bClass (\\S+\\.(\\w+?)FileSystem) not found");
    private static final Pattern BRACKETED_CLASS = Pattern.compile("^\\[(?:[a-z_]\\w*\\.)+[A-Z][\\w$]*] *");

    private FailureText() {}

    /**
     * Describes the outermost failure in the chain of causes that this class knows; if it knows none, the first that has a
     * message.
     */
    public static String of(Throwable failure) {
        return known(failure)
                .orElseGet(() -> chain(failure).stream()
                        .map(FailureText::ownLine)
                        .filter(line -> !line.isEmpty())
                        .findFirst()
                        .orElse("it says nothing about itself"));
    }

    /** Returns the failure's own message, regardless of its causes; if it has no message, the result of {@link #of}. */
    public static String ofMessage(Throwable failure) {
        String line = ownLine(failure);
        return line.isEmpty() ? of(failure) : line;
    }

    /** Returns the text for a failure, or for one of its causes, that this class knows; empty if it knows none of them. */
    public static Optional<String> known(Throwable failure) {
        return chain(failure).stream()
                .flatMap(cause -> meaning(cause).stream())
                .findFirst()
                .map(Secrets::redacted);
    }

    /** Returns whether the failure is, or was caused by, a filesystem whose library is not on the class path. */
    public static boolean lacksFilesystem(Throwable failure) {
        return chain(failure).stream()
                .anyMatch(cause -> MISSING_FILESYSTEM.matcher(message(cause)).find());
    }

    /**
     * Returns whether the network, the file server or missing rights caused the failure, rather than the content of the files.
     */
    public static boolean isOfAccess(Throwable failure) {
        return chain(failure).stream().anyMatch(FailureText::refusesAccess);
    }

    private static boolean refusesAccess(Throwable cause) {
        return switch (kind(cause)) {
            case "UnknownHostException",
                    "ConnectException",
                    "NoRouteToHostException",
                    "SocketTimeoutException",
                    "ConnectTimeoutException",
                    "AccessControlException",
                    "AccessDeniedException",
                    "SafeModeException",
                    "StandbyException" -> true;
            default -> message(cause).endsWith(DENIED);
        };
    }

    /** Returns a failure and its causes, the outermost first. */
    public static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    private static Optional<String> meaning(Throwable cause) {
        String message = message(cause);
        if (cause.getClass().getName().startsWith(OURS)) {
            // The message was written for the user and names the path or column.
            return Optional.of(ownLine(cause));
        }
        if (message.contains("No space left on device") || message.contains("could only be written to 0 of the")) {
            return Optional.of("no space is left on the device; free some, then run again");
        }
        if (message.endsWith(DENIED)) {
            return Optional.of(
                    "permission denied: " + ownLine(cause).replace(DENIED, "").strip());
        }
        if (cause instanceof LinkageError || cause instanceof ClassNotFoundException || isMissingFilesystem(message)) {
            return ofLinkage(cause, message);
        }
        return Optional.of(
                        switch (kind(cause)) {
                            case "UnknownHostException" ->
                                "the host "
                                        + lastWord(ownLine(cause))
                                        + " is not known; check the name, and that HADOOP_CONF_DIR says where a nameservice is";
                            case "ConnectException", "NoRouteToHostException" -> unreachable(message);
                            case "SocketTimeoutException", "ConnectTimeoutException" ->
                                unreachable(message) + " in time";
                            case "AccessControlException", "AccessDeniedException" -> denied(ownLine(cause));
                            case "SafeModeException" ->
                                "the namenode is in safe mode; run again when it has left it"
                                        + " (hdfs dfsadmin -safemode get)";
                            case "StandbyException" ->
                                "the namenode is a standby; name the nameservice instead of a host";
                            case "NSQuotaExceededException",
                                    "DSQuotaExceededException",
                                    "QuotaByStorageTypeExceededException" -> "the quota is exceeded: " + ownLine(cause);
                            case "FileAlreadyExistsException" ->
                                ownLine(cause) + (says(cause, "exist") ? "" : " exists already");
                            case "OutOfMemoryError" ->
                                "the memory is used up (" + ownLine(cause) + "); give the driver more,"
                                        + " such as BOCHNER_DRIVER_MEMORY=8g, or the executors (spark.executor.memory)";
                            case "StackOverflowError" ->
                                "a call stack overflowed; give threads more, such as"
                                        + " spark.driver.extraJavaOptions=-Xss8m";
                            case "InterruptedException", "InterruptedIOException", "ClosedByInterruptException" ->
                                "interrupted";
                            default -> "";
                        })
                .filter(words -> !words.isEmpty());
    }

    private static Optional<String> ofLinkage(Throwable cause, String message) {
        Matcher filesystem = MISSING_FILESYSTEM.matcher(message);
        if (filesystem.find()) {
            boolean s3 = filesystem.group(2).startsWith("S3A");
            String library = s3 ? "org.apache.hadoop:hadoop-aws:" + VersionInfo.getVersion() : "GROUP:ARTIFACT:VERSION";
            return Optional.of("the library of this filesystem is not on the class path; add it, such as"
                    + " BOCHNER_SPARK_OPTS=\"--packages " + library + "\", or --jars of spark-submit");
        }
        if (cause instanceof ExceptionInInitializerError || cause instanceof ClassNotFoundException) {
            // The wrapped exception, or the code that caught this one, has a better message.
            return Optional.empty();
        }
        return Optional.of("a library on the class path has another version than this program was built for ("
                + ownLine(cause).replace('/', '.') + " is missing or different); it runs with Spark 3.5 and 4.x for"
                + " Scala 2.13");
    }

    private static boolean isMissingFilesystem(String message) {
        return MISSING_FILESYSTEM.matcher(message).find();
    }

    private static String unreachable(String message) {
        Matcher call = CALL.matcher(message);
        return (call.find() ? call.group(1) : "the server") + " does not answer";
    }

    private static String denied(String line) {
        return line.regionMatches(true, 0, "permission denied", 0, "permission denied".length())
                ? line
                : "permission denied: " + line;
    }

    private static boolean says(Throwable cause, String word) {
        return message(cause).contains(word);
    }

    private static String lastWord(String line) {
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    /** Returns the simple name of the exception's class; for an exception sent by a server, that of its class on the server. */
    private static String kind(Throwable cause) {
        String name = cause instanceof RemoteException remote
                ? remote.getClassName()
                : cause.getClass().getName();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    private static String message(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }

    /** Returns the first line of the exception's message without class names; empty if it has no message of its own. */
    private static String ownLine(Throwable cause) {
        if (cause.getMessage() == null) {
            return cause instanceof EOFException ? "it ends too early" : "";
        }
        UnaryOperator<String> clean = line ->
                BRACKETED_CLASS.matcher(CLASS_NAME.matcher(line).replaceAll("")).replaceAll("");
        return cause.getMessage()
                .strip()
                .lines()
                .map(clean)
                .map(line -> line.endsWith(";") ? line.substring(0, line.length() - 1) : line)
                .map(String::strip)
                .map(Secrets::redacted)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
