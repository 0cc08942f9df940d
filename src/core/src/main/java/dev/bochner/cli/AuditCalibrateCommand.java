package dev.bochner.cli;

import dev.bochner.audit.calibrate.Calibration;
import dev.bochner.audit.history.History;
import dev.bochner.audit.metric.Metric;
import dev.bochner.cli.DriverSession.Metastore;
import dev.bochner.daily.AuditCalibration;
import dev.bochner.daily.ExitCode;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.FeatureTable;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "calibrate",
        description = {
            "Derives the audit's thresholds of drift, and prints them as a block for the configuration.",
            "They come from the history of a table's own audits, or from snapshots of repeated trainings on the same data.",
            "For such trainings on the films that ship: experiment calibration."
        })
final class AuditCalibrateCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(names = "--embeddings", paramLabel = "PATH", description = "A Parquet snapshot; twice or more, in order.")
    private List<String> snapshots = List.of();

    @Option(
            names = "--table",
            paramLabel = "PATH",
            description = {
                "Root of a feature table: take the days that its own audits let pass, warned of or not.",
                "Leave out days that were not ordinary by --since and --until."
            })
    private Optional<String> table = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "DATE",
            converter = IsoDate.class,
            description = "With --table: the first date to take (default: the oldest of the last 90).")
    private Optional<LocalDate> since = Optional.empty();

    @Option(
            names = "--until",
            paramLabel = "DATE",
            converter = IsoDate.class,
            description = "With --table: the last date to take (default: the newest).")
    private Optional<LocalDate> until = Optional.empty();

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
        refuseContradictions();
        tell(table.isPresent() ? ofTable(table.get()) : ofTrainings());
        return ExitCode.DONE.code();
    }

    private void refuseContradictions() {
        if (table.isPresent() && !snapshots.isEmpty()) {
            throw new IllegalArgumentException(
                    "--table takes the history of a table and --embeddings takes snapshots;" + " give one of them");
        }
        if (table.isEmpty() && snapshots.isEmpty()) {
            throw new IllegalArgumentException("Neither --table nor --embeddings is set; --table takes the history of a"
                    + " table, --embeddings, twice or more, snapshots of repeated trainings");
        }
        if (table.isEmpty() && (since.isPresent() || until.isPresent())) {
            throw new IllegalArgumentException("--since and --until choose days of --table, which is not set");
        }
    }

    private Calibration ofTable(String path) {
        Configuration hadoop = HadoopSettings.current();
        FeatureTable opened = TableOption.open(path, hadoop);
        History history = History.read(opened, hadoop);
        history.remark().ifPresent(this::progress);
        NavigableMap<LocalDate, List<Metric>> days =
                history.passed().tailMap(since.orElse(LocalDate.MIN), true).headMap(until.orElse(LocalDate.MAX), true);
        return Calibration.ofDays(days, opened.root().toString());
    }

    private Calibration ofTrainings() {
        FeatureSpec spec = FeatureSpec.gaussian(d, m, seed, 1.0, Normalisation.L2);
        try (DriverSession session = DriverSession.start("bochner audit calibrate", Metastore.NONE)) {
            SparkSession spark = session.spark();
            return new AuditCalibration(spark, new AuditCalibration.Columns(idColumn, embeddingColumn), this::progress)
                    .of(snapshots, spec);
        }
    }

    private void tell(Calibration calibration) {
        out.println(calibration.table());
        out.println(calibration.hocon());
    }

    private void progress(String line) {
        err.println("bochner: " + line);
    }
}
