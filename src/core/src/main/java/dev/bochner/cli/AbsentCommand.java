package dev.bochner.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stands for a command of bochner-lab where that jar is not on the class path, and says how to get it. */
@Command(description = "Part of bochner-lab, which is not on the class path: scripts/bochner adds it.")
final class AbsentCommand implements Callable<Integer> {
    /** The commands of bochner-lab. */
    static final List<String> NAMES = List.of("demo", "experiment", "bench");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    static CommandLine command() {
        return new CommandLine(new AbsentCommand()).setUnmatchedArgumentsAllowed(true);
    }

    @Override
    public Integer call() {
        throw new IllegalArgumentException("Command " + spec.name()
                + " is part of bochner-lab, which is not on the class path."
                + " In a checkout, scripts/bochner " + spec.name() + " builds it and adds it; with spark-submit, give"
                + " --jars target/lab/bochner-lab-VERSION.jar");
    }
}
