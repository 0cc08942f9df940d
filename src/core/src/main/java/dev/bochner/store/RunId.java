package dev.bochner.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of one execution of a command that writes a table, e.g. {@code 20261121T023000Z-1a2b3c4d}: the second in which it
 * started by its own clock, so that names sort by time, and 32 random bits. No decision depends on this time.
 */
public record RunId(String text) implements Comparable<RunId> {
    private static final Pattern FORM = Pattern.compile("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}");
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    public RunId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Run-id is \"" + text + "\", expected a form like 20261121T023000Z-1a2b3c4d");
        }
    }

    /** Creates a new unique run id. */
    public static RunId fresh() {
        return new RunId(SECOND.format(Instant.now()) + String.format(Locale.ROOT, "-%08x", RANDOM.nextInt()));
    }

    @Override
    public int compareTo(RunId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
