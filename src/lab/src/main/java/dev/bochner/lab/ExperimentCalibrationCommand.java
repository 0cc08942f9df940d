package dev.bochner.lab;

import dev.bochner.audit.calibrate.Calibration;
import dev.bochner.cli.DriverSession;
import dev.bochner.cli.DriverSession.Metastore;
import dev.bochner.cli.Seed;
import dev.bochner.daily.AuditCalibration;
import dev.bochner.daily.ExitCode;
import dev.bochner.experiments.RepeatedTrainings;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "calibration",
        description = {
            "Where the audit's default thresholds come from: repeated trainings on the films that ship.",
            "For thresholds from your own snapshots: bochner audit calibrate."
        })
final class ExperimentCalibrationCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:bochner.home:-.}/src/lab/data/ml-latest-small",
            description = "Local directory of MovieLens ml-latest-small to train on (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Option(names = "--runs", paramLabel = "N", description = "Trainings (default: ${DEFAULT-VALUE}).")
    private int runs = 11;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:bochner.home:-.}/target/calibrate",
            description = "Local directory for the trainings (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("");

    @Option(names = "--d", paramLabel = "D", description = "Length of an embedding (default: ${DEFAULT-VALUE}).")
    private int d = 32;

    @Option(names = "--m", paramLabel = "M", description = "Directions of the features (default: ${DEFAULT-VALUE}).")
    private int m = 64;

    @Option(
            names = "--seed",
            paramLabel = "S",
            converter = Seed.class,
            description = "Seed of the features (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    ExperimentCalibrationCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        FeatureSpec spec = FeatureSpec.gaussian(d, m, seed, 1.0, Normalisation.L2);
        try (DriverSession session = DriverSession.start("bochner experiment calibration", Metastore.NONE)) {
            List<String> snapshots =
                    new RepeatedTrainings(session.spark(), data, d).write(directory.toAbsolutePath(), runs, this::tell);
            Calibration calibration = new AuditCalibration(
                            session.spark(), new AuditCalibration.Columns("id", "embedding"), this::tell)
                    .of(snapshots, spec);
            out.println(calibration.table());
            out.println(calibration.hocon());
        }
        return ExitCode.DONE.code();
    }

    private void tell(String progress) {
        err.println("bochner: " + progress);
    }
}
