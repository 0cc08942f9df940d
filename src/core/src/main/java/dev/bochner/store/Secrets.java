package dev.bochner.store;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps credentials out of what is printed, logged or stored. A credential is the user and password in a URI's authority
 * ({@code s3a://key:secret@bucket}), and the value of an assignment whose key says so ({@code password=...}). What counts as
 * such a key is what Spark redacts in its own configuration by default ({@code spark.redaction.regex}).
 *
 * <p>A user without a password stays: {@code abfss://container@account} is an ordinary address.
 */
public final class Secrets {
    /** The text that replaces a credential. */
    public static final String HIDDEN = "***";

    private static final String SECRET_KEY = "secret|password|token|access[.]?key";
    private static final Pattern KEY = Pattern.compile(SECRET_KEY, Pattern.CASE_INSENSITIVE);

    // A port is not a password: hdfs://nn:8020/a@b has none.
    private static final Pattern AUTHORITY = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]*://)[^\\s\"'/:@]*:(?!\\d*[/\\s])(?:[^\\s\"'@]*@)(?:[^\\s\"'/@]*@)*");

    private static final Pattern ASSIGNMENT = Pattern.compile(
            "([\\w.-]*(?:" + SECRET_KEY + ")[\\w.-]*\"?\\s*=\\s*|\"[^\"]*(?:" + SECRET_KEY + ")[^\"]*\"\\s*:\\s*)"
                    + "(?!\\*{3})(?:\"(?:[^\"\\\\]|\\\\.)*\"?|\\[[^\\]]*\\]?|[{][^}]*[}]?|[^\\s,;&})\\]]+)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern REST_OF_ASSIGNMENT =
            Pattern.compile("^(.*?(?:" + SECRET_KEY + ")[^=:/]*[=:]).+$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Secrets() {}

    /** Returns whether the value of a key is a credential, judged by the key's name. */
    public static boolean isSecret(String key) {
        return KEY.matcher(key).find();
    }

    /** Returns whether a text, such as a path, contains a credential. */
    public static boolean isIn(String text) {
        return !redacted(text).equals(text);
    }

    /**
     * Returns a command line's assignment {@code key=value} with everything hidden from its first credential on: if it does not
     * parse, there is no telling where the credential ends.
     */
    public static String redactedAssignment(String assignment) {
        return redacted(REST_OF_ASSIGNMENT.matcher(assignment).replaceFirst("$1" + Matcher.quoteReplacement(HIDDEN)));
    }

    /** Returns the text with each credential replaced by {@link #HIDDEN}. */
    public static String redacted(String text) {
        String withoutUsers = AUTHORITY.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN) + "@");
        return ASSIGNMENT.matcher(withoutUsers).replaceAll("$1" + Matcher.quoteReplacement(HIDDEN));
    }
}
