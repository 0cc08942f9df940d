package dev.bochner.store;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * Checks and parses the dates of snapshots, whose only form is YYYY-MM-DD in ASCII digits. {@link LocalDate#parse} alone accepts
 * years of any length and sign, and a snapshot mistakenly dated 12026 would remain the newest of its table.
 */
public final class SnapshotDates {
    /** The first allowed date. */
    public static final LocalDate FIRST = LocalDate.of(1900, 1, 1);

    /** The last allowed date. */
    public static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /** Describes the form of a date, for the end of an error message. */
    public static final String FORM = "YYYY-MM-DD from " + FIRST + " to " + LAST;

    private static final Pattern DIGITS = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private SnapshotDates() {}

    /**
     * Reads a date.
     *
     * @throws IllegalArgumentException if it has another form, is no day of the calendar or lies outside the range
     */
    public static LocalDate parse(String text) {
        if (!DIGITS.matcher(text).matches()) {
            throw unexpected(text);
        }
        try {
            return require(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            throw unexpected(text);
        }
    }

    /**
     * Returns the given date after checking its range.
     *
     * @throws IllegalArgumentException if it lies outside the range
     */
    public static LocalDate require(LocalDate ds) {
        if (ds.isBefore(FIRST) || ds.isAfter(LAST)) {
            throw unexpected(ds.toString());
        }
        return ds;
    }

    private static IllegalArgumentException unexpected(String text) {
        return new IllegalArgumentException("Date is \"" + text + "\", expected " + FORM);
    }
}
