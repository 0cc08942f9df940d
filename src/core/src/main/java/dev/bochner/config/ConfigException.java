package dev.bochner.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with all of its problems at once: one line each. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** @param problems at least one */
    public ConfigException(List<Problem> problems) {
        super(message(problems));
        this.problems = List.copyOf(problems);
    }

    /** A configuration that could not be found. */
    ConfigException(String message) {
        super(message);
        this.problems = List.of();
    }

    /** A configuration that could not even be parsed. */
    ConfigException(String message, Throwable cause) {
        super(message, cause);
        this.problems = List.of();
    }

    /** The problems in the order in which they were found; none if the file could not be parsed. */
    public List<Problem> problems() {
        return problems;
    }

    private static String message(List<Problem> problems) {
        if (problems.size() == 1) {
            return problems.get(0).toString();
        }
        return problems.size() + " problems in the configuration:\n"
                + problems.stream().map(problem -> "  " + problem).collect(Collectors.joining("\n"));
    }
}
