package dev.bochner.cli;

import picocli.CommandLine.Command;

@Command(
        name = "experiment",
        description = "Measurements on data of your own, by training embeddings again and again.",
        synopsisSubcommandLabel = "COMMAND")
final class ExperimentCommand {}
