package dev.bochner.lab;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stands for an experiment whose classes are not on the class path, and says how to get them, whatever else it is told. */
@Command(description = "Trains networks, with PyTorch, which is not in this jar: scripts/bochner builds and adds it.")
final class AbsentExperiment implements Callable<Integer> {
    /** Those of src/lab-torch. */
    static final List<String> NAMES = List.of("table-1-task-2", "figure-a1", "table-a1");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command for it. */
    static CommandLine command() {
        return new CommandLine(new AbsentExperiment()).setUnmatchedArgumentsAllowed(true);
    }

    @Override
    public Integer call() {
        throw new IllegalArgumentException(
                "Experiment " + spec.name() + " needs PyTorch, which is not on the class path. "
                        + "scripts/bochner experiment " + spec.name()
                        + " builds it and adds it; by hand: mvn -Ptorch -Dmaven.test.skip=true package,"
                        + " and all of target/torch/jars on the class path");
    }
}
