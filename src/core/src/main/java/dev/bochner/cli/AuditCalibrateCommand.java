package dev.bochner.cli;

import dev.bochner.audit.calibrate.Calibration;
import dev.bochner.cli.DriverSession.Metastore;
import dev.bochner.daily.AuditCalibration;
import dev.bochner.daily.ExitCode;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "calibrate",
        description = {
            "Derives the audit's thresholds of drift from snapshots of repeated trainings on the same data.",
            "Compares each snapshot with the one before it. For trainings on the films that ship: experiment calibration."
        })
final class AuditCalibrateCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(
            names = "--embeddings",
            paramLabel = "PATH",
            required = true,
            description = "A Parquet snapshot; twice or more, in order.")
    private List<String> snapshots = List.of();

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
