package dev.bochner.audit.metric;

import java.util.Locale;

/** How good or bad; the worst of several counts. */
public enum Level {
    PASS,
    WARN,
    FAIL;

    /** The word in manifest, history and report. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The worse of two. */
    public Level or(Level other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
