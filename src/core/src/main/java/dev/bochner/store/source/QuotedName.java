package dev.bochner.store.source;

/** The name of a column as Spark's and Hive's SQL parse it: in backticks, so that it may hold any character. */
public final class QuotedName {
    private QuotedName() {}

    /** The quoted name; backticks in it are doubled. */
    public static String of(String column) {
        return "`" + column.replace("`", "``") + "`";
    }
}
