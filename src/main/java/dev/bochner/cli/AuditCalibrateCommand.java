package dev.bochner.cli;

import dev.bochner.audit.calibrate.Calibration;
import dev.bochner.cli.DriverSession.Metastore;
import dev.bochner.daily.ExitCode;
import dev.bochner.experiments.AuditCalibration;
import dev.bochner.experiments.RepeatedTrainings;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "calibrate",
        description = {
            "Derives the audit's thresholds of drift from snapshots of repeated trainings on the same data.",
            "Trains embeddings of the films that ship, or takes the snapshots that it is given."
        })
final class AuditCalibrateCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(
            names = "--embeddings",
            paramLabel = "PATH",
            description = "A Parquet snapshot; twice or more, in order. Without it, films are trained.")
    private List<String> snapshots = List.of();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:bochner.home:-.}/src/demo/data/ml-latest-small",
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

    @Option(names = "--id-column", paramLabel = "NAME", description = "Default: ${DEFAULT-VALUE}.")
    private String idColumn = "id";

    @Option(names = "--embedding-column", paramLabel = "NAME", description = "Default: ${DEFAULT-VALUE}.")
    private String embeddingColumn = "embedding";

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

    AuditCalibrateCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        FeatureSpec spec = new FeatureSpec(d, m, seed, 1.0, Normalisation.L2);
        try (DriverSession session = DriverSession.start("bochner audit calibrate", Metastore.NONE)) {
            SparkSession spark = session.spark();
            Calibration calibration = new AuditCalibration(
                            spark, new AuditCalibration.Columns(idColumn, embeddingColumn), this::tell)
                    .of(snapshots(spark), spec);
            out.println(calibration.table());
            out.println(calibration.hocon());
        }
        return ExitCode.DONE.code();
    }

    private List<String> snapshots(SparkSession spark) {
        return Optional.of(snapshots)
                .filter(given -> !given.isEmpty())
                .orElseGet(() ->
                        new RepeatedTrainings(spark, data, d).write(directory.toAbsolutePath(), runs, this::tell));
    }

    private void tell(String progress) {
        err.println("bochner: " + progress);
    }
}
