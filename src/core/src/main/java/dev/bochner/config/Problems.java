package dev.bochner.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.bochner.store.Secrets;
import java.util.ArrayList;
import java.util.List;

/** Gathers all that is wrong with one configuration, so that a user hears of it at once. */
final class Problems {
    private static final int LONGEST_VALUE = 80;

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    /** @param file what stands for the origin of a key that is nowhere */
    Problems(String file) {
        this.file = file;
    }

    /** {@code key is 3, expected 4}. */
    void unexpected(String key, ConfigValue value, String expected) {
        String shown = Secrets.isSecret(key) ? Secrets.HIDDEN : shown(value);
        about(key, value, "is " + shown + ", expected " + expected);
    }

    /** {@code key} and what is said about it, at the place where {@code value} stands. */
    void about(String key, ConfigValue value, String message) {
        found.add(new Problem(origin(value), key, key + " " + Secrets.redacted(message)));
    }

    /** {@code key is not set, expected ...}. */
    void missing(String key, String expected) {
        aboutMissing(key, "is not set, expected " + expected);
    }

    /** {@code key} and what is said about it, where no value can be pointed at. */
    void aboutMissing(String key, String message) {
        found.add(new Problem(file, key, key + " " + message));
    }

    void add(Problem problem) {
        found.add(problem);
    }

    /** Ends the reading here if anything was wrong. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(found);
        }
    }

    /** The place of a value as file:line, which terminals and editors turn into a link. */
    static String origin(ConfigValue value) {
        ConfigOrigin origin = value.origin();
        String description = origin.description();
        int line = origin.lineNumber();
        if (line < 0 || description.startsWith(Overrides.OPTION)) {
            return description.replaceFirst(": \\d+$", "");
        }
        return description.replaceFirst(": [0-9-]+$", "") + ":" + line;
    }

    private static String shown(ConfigValue value) {
        String text = value.valueType() == ConfigValueType.NUMBER
                ? Group.text(value)
                : Secrets.redactedAssignment(value.render(ConfigRenderOptions.concise()));
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
    }
}
