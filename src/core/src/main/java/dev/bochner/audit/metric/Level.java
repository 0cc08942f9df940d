package dev.bochner.audit.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How good or bad; the worst of several counts. */
public enum Level {
    PASS,
    WARN,
    FAIL;

    /** The word in manifest, history and report. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level that a word stands for. */
    public static Optional<Level> of(String label) {
        return Arrays.stream(values())
                .filter(level -> level.label().equals(label))
                .findFirst();
    }

    /** The worse of two. */
    public Level or(Level other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
