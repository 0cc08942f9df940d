package dev.bochner.lab;

import dev.bochner.cli.Seed;
import dev.bochner.daily.ExitCode;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.paper.FindingsFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** One experiment of the paper, whichever. */
@Command
final class ExperimentCommand implements Callable<Integer> {
    private final Experiment experiment;
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(
            names = "--data",
            paramLabel = "PATH",
            defaultValue = "${sys:bochner.home:-.}/src/lab/data/ml-latest-small",
            description = "Local data, where the experiment needs any (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Independent runs that means and deviations are over (default: the experiment's own number).")
    private Optional<Integer> runs = Optional.empty();

    @Option(
            names = "--size",
            paramLabel = "small|full",
            defaultValue = "full",
            converter = SizeName.class,
            description = "small ends within a minute on two cores (default: ${DEFAULT-VALUE}).")
    private Size size = Size.FULL;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            converter = Seed.class,
            description = "Where all chance comes from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Local directory for the files (default: target/experiments/NAME of the project).")
    private Optional<Path> directory = Optional.empty();

    ExperimentCommand(Experiment experiment, PrintWriter out, PrintWriter err) {
        this.experiment = experiment;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        ExperimentOptions options = new ExperimentOptions(
                data,
                runs.orElse(experiment.runs(size)),
                size,
                seed,
                directory.orElseGet(() -> defaultDirectory(experiment.name())));
        Findings findings = experiment.run(options, progress -> err.println("bochner: " + progress));
        out.println(findings.markdown());
        FindingsFiles.write(experiment.name(), findings, options.out()).forEach(file -> out.println("wrote " + file));
        return ExitCode.DONE.code();
    }

    private static Path defaultDirectory(String name) {
        return Path.of(System.getProperty("bochner.home", "."), "target", "experiments", name);
    }

    /** One of the sizes. */
    static final class SizeName implements ITypeConverter<Size> {
        @Override
        public Size convert(String text) {
            return switch (text) {
                case "small" -> Size.SMALL;
                case "full" -> Size.FULL;
                default -> throw new TypeConversionException("\"" + text + "\" is not a size, expected small or full");
            };
        }
    }
}
