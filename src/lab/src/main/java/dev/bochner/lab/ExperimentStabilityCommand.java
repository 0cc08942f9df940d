package dev.bochner.lab;

import dev.bochner.cli.DriverSession;
import dev.bochner.cli.DriverSession.Metastore;
import dev.bochner.cli.TextTable;
import dev.bochner.daily.ExitCode;
import dev.bochner.experiments.item2vec.MllibItem2Vec;
import dev.bochner.experiments.stability.Stability;
import dev.bochner.experiments.stability.StabilityOptions;
import dev.bochner.experiments.stability.StabilityOptions.Size;
import dev.bochner.experiments.stability.StabilityResult;
import dev.bochner.experiments.stability.StabilityResult.Section;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "stability",
        description = {
            "What classifiers lose while embeddings are trained anew every day, for each stabiliser.",
            "Trains film embeddings repeatedly and plays them as days through the daily job; the default takes about",
            "half an hour on two cores. docs/experiments.md says what is measured."
        })
final class ExperimentStabilityCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:bochner.home:-.}/src/lab/data/ml-latest-small",
            description = "Local directory of MovieLens, .csv or .dat (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "${sys:bochner.home:-.}/target/stability",
            description = "Local directory for the tables and charts (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("");

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Trainings of each protocol, a day each (default: ${DEFAULT-VALUE}).")
    private int runs = 10;

    @Option(names = "--d", paramLabel = "D", description = "Length of an embedding (default: ${DEFAULT-VALUE}).")
    private int d = 32;

    @Option(
            names = "--m",
            paramLabel = "M",
            split = ",",
            defaultValue = "32,128",
            description = "Directions of the features, one or more numbers (default: ${DEFAULT-VALUE}).")
    private List<Integer> ms = List.of();

    @Option(
            names = "--splits",
            paramLabel = "N",
            description = "Divisions of the films into those to fit on and those to score (default: ${DEFAULT-VALUE}).")
    private int splits = 3;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Passes over the ratings of each training (default: ${DEFAULT-VALUE}).")
    private int iterations = MllibItem2Vec.ITERATIONS;

    @Option(
            names = "--first-share",
            paramLabel = "X",
            description = "Share of the ratings on day one of the growing data (default: ${DEFAULT-VALUE}).")
    private double firstShare = 0.7;

    ExperimentStabilityCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        StabilityOptions options =
                new StabilityOptions(data, directory, new Size(runs, d, iterations), ms, splits, firstShare);
        try (DriverSession session = DriverSession.start("bochner experiment stability", Metastore.NONE)) {
            StabilityResult result =
                    Stability.of(session.spark(), options, this::tell).run();
            result.sections().forEach(this::print);
            result.files().forEach(file -> out.println("wrote " + file));
        }
        return ExitCode.DONE.code();
    }

    private void print(Section section) {
        TextTable table = new TextTable(section.header());
        section.rows().forEach(table::add);
        out.println(section.title());
        out.println(table);
        out.println();
    }

    private void tell(String progress) {
        err.println("bochner: " + progress);
    }
}
