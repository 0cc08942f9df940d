package dev.bochner.lab;

import dev.bochner.experiments.PaperExperiments;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "experiment",
        description = {
            "Measurements by training embeddings again and again, and the paper's claims, tables and figures, tried again.",
            "docs/experiments.md shows what each found."
        },
        synopsisSubcommandLabel = "NAME")
final class ExperimentsCommand {
    private ExperimentsCommand() {}

    /** With a command for each experiment below it. */
    static CommandLine of(PrintWriter out, PrintWriter err) {
        CommandLine all = new CommandLine(new ExperimentsCommand())
                .addSubcommand(new ExperimentStabilityCommand(out, err))
                .addSubcommand(new ExperimentCalibrationCommand(out, err));
        PaperExperiments.all().forEach(experiment -> {
            CommandLine command = new CommandLine(new ExperimentCommand(experiment, out, err));
            command.getCommandSpec().usageMessage().description(experiment.description());
            all.addSubcommand(experiment.name(), command);
        });
        AbsentExperiment.NAMES.stream()
                .filter(name -> !all.getSubcommands().containsKey(name))
                .forEach(name -> all.addSubcommand(name, AbsentExperiment.command()));
        return all;
    }
}
