package dev.bochner.lab;

import dev.bochner.bench.Bench;
import dev.bochner.bench.BenchResult;
import dev.bochner.bench.Machine;
import dev.bochner.bench.Measurement;
import dev.bochner.bench.Workload;
import dev.bochner.cli.DriverSession;
import dev.bochner.cli.DriverSession.Metastore;
import dev.bochner.cli.TextTable;
import dev.bochner.daily.ExitCode;
import dev.bochner.store.FailureText;
import dev.bochner.store.parquet.FileOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        description = {
            "Measures what a row costs, beside what Spark users write without Bochner.",
            "Whole jobs on this machine, in one process and in turn; each computes the same features, which is checked."
        })
final class BenchCommand implements Callable<Integer> {
    private final PrintWriter out;
    private final PrintWriter err;

    @Option(names = "--rows", paramLabel = "N", description = "Embeddings (default: ${DEFAULT-VALUE}).")
    private long rows = 1_000_000;

    @Option(names = "--d", paramLabel = "D", description = "Length of an embedding (default: ${DEFAULT-VALUE}).")
    private int d = 64;

    @Option(
            names = "--m",
            paramLabel = "M",
            description = "Directions; features have 2m columns (default: ${DEFAULT-VALUE}).")
    private int m = 64;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            description = "Measured runs of each system, after one to warm up (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--versions",
            paramLabel = "K",
            description = "Feature versions that ours makes in one run; above 1, the systems are ours and ours-apart, "
                    + "which makes each in a run of its own (default: ${DEFAULT-VALUE}).")
    private int versions = 1;

    @Option(
            names = "--systems",
            split = ",",
            paramLabel = "NAME",
            description = "Of ours, ours-unique (which checks that ids are unique), ours-apart, row-udf, gemm, "
                    + "copy-binary, audit-day (without an earlier day), audit (with one), join (the two days by id, by Spark), "
                    + "ours-procrustes, ours-landmarks, ours-running-mean (the second day of a chain) "
                    + "(default: all that apply without a stabiliser).")
    private List<String> systems = List.of();

    @Option(
            names = "--partitions",
            paramLabel = "P",
            description = "Files of the input, and tasks (default: as many as there are cores).")
    private int partitions = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--compression",
            paramLabel = "CODEC",
            description = "Parquet codec of all systems (default: ${DEFAULT-VALUE}, as of the daily job).")
    private String compression = FileOptions.DEFAULT_CODEC;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to this local file too.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:bochner.home:-.}/target/bench",
            description = "Local directory to work in (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of("");

    BenchCommand(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is " + rounds + ", expected 1 or more");
        }
        Workload workload = new Workload(rows, d, m, partitions, versions, compression);
        List<String> wanted = systems.isEmpty() ? Bench.systemsFor(workload) : systems;
        try (DriverSession session = DriverSession.start("bochner bench", Metastore.NONE)) {
            BenchResult result =
                    Bench.of(session.spark(), workload, wanted, this::tell).run(directory.toAbsolutePath(), rounds);
            out.println(text(result));
            json.ifPresent(file -> write(file, result.json()));
        }
        return ExitCode.DONE.code();
    }

    private void tell(String progress) {
        err.println("bochner: " + progress);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ": " + FailureText.of(e), e);
        }
    }

    private static String text(BenchResult result) {
        StringBuilder text = new StringBuilder(table(result).toString()).append("\n\n");
        result.ratios()
                .forEach(ratio -> text.append(String.format(Locale.ROOT, "%-18s %.2f%n", ratio.name(), ratio.value())));
        return text.append('\n').append(circumstances(result)).toString();
    }

    private static TextTable table(BenchResult result) {
        TextTable table = new TextTable(
                List.of("system", "CPU us/row", "least", "most", "wall s", "GC s", "peak heap MiB", "bytes/row"));
        result.systems().forEach((name, runs) -> {
            double[] cpu = runs.stream()
                    .mapToDouble(Measurement::cpuMicrosPerRow)
                    .sorted()
                    .toArray();
            table.add(List.of(
                    name,
                    number("%.2f", result.median(name, Measurement::cpuMicrosPerRow)),
                    number("%.2f", cpu[0]),
                    number("%.2f", cpu[cpu.length - 1]),
                    number("%.2f", result.median(name, Measurement::wallSeconds)),
                    number("%.2f", result.median(name, Measurement::collectorSeconds)),
                    number("%.0f", result.median(name, Measurement::peakHeapBytes) / (1 << 20)),
                    number("%.0f", result.median(name, Measurement::bytesPerRow))));
        });
        return table;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String circumstances(BenchResult result) {
        Workload workload = result.workload();
        Machine machine = result.machine();
        String text = String.format(
                Locale.ROOT,
                "%d rows, d = %d, m = %d (%d columns), %d version(s), %d partitions, %s Parquet on local disks; medians of"
                        + " %d rounds, %s%n%s, %d cores; heap %d MiB; Spark %s; %s; %s%n",
                workload.rows(),
                workload.d(),
                workload.m(),
                2 * workload.m(),
                workload.versions(),
                workload.partitions(),
                workload.codec(),
                result.rounds(),
                LocalDate.now(ZoneOffset.UTC),
                machine.cpu(),
                machine.cores(),
                machine.maxHeapBytes() >> 20,
                machine.spark(),
                machine.java(),
                machine.os());
        String busy = String.format(
                Locale.ROOT, "Other processes took %.1f %% of the machine", 100 * machine.busyElsewhere());
        return text + busy + (machine.wasBusy() ? ": do not trust these figures" : "");
    }
}
