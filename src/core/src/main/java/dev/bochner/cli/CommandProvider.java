package dev.bochner.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * Commands that another jar adds to {@code bochner}: the application finds the providers on the class path by {@link
 * java.util.ServiceLoader}.
 *
 * <p>The application jar relocates picocli to {@code dev.bochner.shaded.picocli}; the jar of a provider has to be relocated
 * alike.
 */
public interface CommandProvider {
    /**
     * The commands, each with a name of its own.
     *
     * @param out for results
     * @param err for progress
     */
    List<CommandLine> commands(PrintWriter out, PrintWriter err);
}
