package dev.bochner.lab;

import dev.bochner.cli.CommandProvider;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/** The commands of the laboratory. Public because {@link java.util.ServiceLoader} creates it. */
public final class LabCommands implements CommandProvider {
    @Override
    public List<CommandLine> commands(PrintWriter out, PrintWriter err) {
        return List.of(
                new CommandLine(new DemoCommand(out, err)),
                ExperimentsCommand.of(out, err),
                new CommandLine(new BenchCommand(out, err)));
    }
}
