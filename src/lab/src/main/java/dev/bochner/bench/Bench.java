package dev.bochner.bench;

import dev.bochner.bench.DailyRun.UniqueIds;
import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Stabiliser.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;

/**
 * Measures the daily job beside other ways to compute the features. All contenders are whole jobs over the same rows
 * and run in turn in this JVM, once to warm up and then in several rounds. Medians are reported, and ratios of
 * medians, which depend less on the machine than times.
 */
public final class Bench {
    /** The contenders that take part if none are named. */
    private static final List<String> SYSTEMS =
            List.of("ours", "ours-unique", "row-udf", "gemm", "copy-binary", "audit-day", "audit", "join");

    /** The default contenders if the daily job makes several versions: they include one run for each version. */
    private static final List<String> SYSTEMS_OF_VERSIONS = List.of("ours", "ours-apart");

    /** The daily job with a stabiliser, on the second day of a chain. */
    private static final List<String> STABILISED = Stream.of(Kind.PROCRUSTES, Kind.LANDMARKS, Kind.RUNNING_MEAN)
            .map(StabilisedRun::name)
            .toList();

    /** Contenders that also read the day before. */
    private static final List<String> TWO_DAYS = Stream.concat(
                    Stream.of("audit-day", "audit", "join"), STABILISED.stream())
            .toList();

    /** Share that directories, checksums and Parquet add to the size of the data. */
    private static final double OVERHEAD = 1.1;

    private final SparkSession spark;
    private final Workload workload;
    private final List<String> systems;
    private final Consumer<String> progress;

    private Bench(SparkSession spark, Workload workload, List<String> systems, Consumer<String> progress) {
        // A session of its own, because the bench changes settings.
        this.spark = spark.newSession();
        this.workload = workload;
        this.systems = List.copyOf(systems);
        this.progress = progress;
    }

    /** The contenders that suit a workload. */
    public static List<String> systemsFor(Workload workload) {
        return workload.versions() == 1 ? SYSTEMS : SYSTEMS_OF_VERSIONS;
    }

    /**
     * Prepares a bench.
     *
     * @param systems names of the contenders, such as {@link #systemsFor} gives
     * @param progress is told of each run, a line of text
     */
    public static Bench of(SparkSession spark, Workload workload, List<String> systems, Consumer<String> progress) {
        return new Bench(spark, workload, systems, progress);
    }

    /**
     * Runs the bench in a new directory inside {@code parent}, which is removed at the end.
     *
     * @param rounds how often each contender is measured
     * @throws IllegalStateException if a contender does not compute what it should
     * @throws IllegalArgumentException if the disk is too small
     */
    public BenchResult run(Path parent, int rounds) {
        try {
            Files.createDirectories(parent);
            requireSpace(Files.getFileStore(parent).getUsableSpace(), parent);
            Path directory = Files.createTempDirectory(parent, "bench-");
            try {
                return run(new Inputs(spark, workload, directory), directory.resolve("output"), rounds);
            } finally {
                FileUtil.fullyDelete(directory.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot work in " + parent, e);
        }
    }

    void requireSpace(long usableBytes, Path where) {
        long needed = bytesNeeded();
        if (usableBytes < needed) {
            throw new IllegalArgumentException("Disk of " + where + " has " + (usableBytes >> 20) + " MiB left, "
                    + workload.rows() + " rows need " + (needed >> 20) + " MiB; take fewer rows or another --dir");
        }
    }

    private long bytesNeeded() {
        long perRow = (long) workload.d() * Float.BYTES + workload.versions() * workload.featureBytes();
        if (systems.contains("copy-binary")) {
            perRow += workload.featureBytes();
        }
        if (TWO_DAYS.stream().anyMatch(systems::contains)) {
            // The embeddings of the day before, the features of both days, and the shuffle files of the join.
            perRow += 3L * workload.d() * Float.BYTES + 2 * workload.featureBytes();
        }
        long chains = systems.stream().filter(STABILISED::contains).count();
        // For each of them the features and states of both days.
        perRow += chains * 2 * (workload.featureBytes() + (long) workload.d() * Float.BYTES);
        return (long) (OVERHEAD * workload.rows() * (perRow + 2 * Long.BYTES));
    }

    private BenchResult run(Inputs inputs, Path output, int rounds) {
        // One file for each partition, whatever its size.
        spark.conf().set("spark.sql.files.maxPartitionBytes", Long.toString(Long.MAX_VALUE >> 8));
        spark.conf().set("spark.sql.files.minPartitionNum", Integer.toString(workload.partitions()));
        List<Contender> contenders = contenders(inputs);
        progress.accept("writing " + workload.rows() + " embeddings");
        inputs.writeEmbeddings();
        if (systems.contains("copy-binary")) {
            inputs.writeFeatureBytes();
        }
        if (TWO_DAYS.stream().anyMatch(systems::contains)) {
            inputs.writeEmbeddingsBefore();
        }
        Agreement agreement = new Agreement(workload);
        for (Contender contender : contenders) {
            progress.accept("warming up " + contender.name());
            contender.run(output);
            contender.features(output).ifPresent(features -> agreement.require(contender.name(), features));
            FileUtil.fullyDelete(output.toFile());
        }
        return measure(contenders, output, rounds);
    }

    private BenchResult measure(List<Contender> contenders, Path output, int rounds) {
        Meter meter = new Meter(workload.rows());
        Map<String, List<Measurement>> measured = new LinkedHashMap<>();
        contenders.forEach(contender -> measured.put(contender.name(), new ArrayList<>()));
        Load load = new Load();
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : TurnOrder.ofRound(contenders, round - 1)) {
                Measurement run = meter.measure(contender, output);
                FileUtil.fullyDelete(output.toFile());
                measured.getOrDefault(contender.name(), new ArrayList<>()).add(run);
                progress.accept(String.format(
                        Locale.ROOT,
                        "round %d of %d: %s %.2f us a row, %.1f s",
                        round,
                        rounds,
                        contender.name(),
                        run.cpuMicrosPerRow(),
                        run.wallSeconds()));
            }
        }
        return new BenchResult(workload, measured, Machine.here(spark.version(), load.elsewhere()));
    }

    private List<Contender> contenders(Inputs inputs) {
        return systems.stream().map(name -> contender(name, inputs)).toList();
    }

    private Contender contender(String name, Inputs inputs) {
        List<FeatureSpec> specs =
                IntStream.range(0, workload.versions()).mapToObj(workload::spec).toList();
        FeatureSpec spec = specs.get(0);
        Directions directions = Directions.of(spec);
        return switch (name) {
            case "ours" -> new DailyRun(name, spark, inputs, List.of(specs), UniqueIds.TAKEN_FOR_GRANTED);
            case "ours-unique" -> new DailyRun(name, spark, inputs, List.of(specs), UniqueIds.CHECKED);
            case "ours-apart" ->
                new DailyRun(name, spark, inputs, specs.stream().map(List::of).toList(), UniqueIds.TAKEN_FOR_GRANTED);
            case "row-udf" -> new RowUdf(spark, inputs, directions);
            case "gemm" -> new BlockGemm(spark, inputs, directions);
            case "audit-day" -> new AuditRun(name, spark, inputs, spec, Inputs.BEFORE);
            case "audit" -> new AuditRun(name, spark, inputs, spec, Inputs.DS);
            case "ours-procrustes" -> new StabilisedRun(Kind.PROCRUSTES, spark, inputs, spec);
            case "ours-landmarks" -> new StabilisedRun(Kind.LANDMARKS, spark, inputs, spec);
            case "ours-running-mean" -> new StabilisedRun(Kind.RUNNING_MEAN, spark, inputs, spec);
            case "join" -> new BareJoin(spark, inputs);
            case "copy-binary" -> new BinaryCopy(spark, inputs);
            default ->
                throw new IllegalArgumentException("There is no system " + name + ", expected one of " + SYSTEMS + ", "
                        + STABILISED + " or " + SYSTEMS_OF_VERSIONS);
        };
    }

    /** Measures the share of the machine's CPU time that other processes use, from its creation on. */
    private static final class Load {
        private final double busyBefore = Machine.busySeconds();
        private final double oursBefore = ownSeconds();
        private final long nanosBefore = System.nanoTime();

        double elsewhere() {
            double others = (Machine.busySeconds() - busyBefore) - (ownSeconds() - oursBefore);
            double available = (System.nanoTime() - nanosBefore)
                    / 1e9
                    * Runtime.getRuntime().availableProcessors();
            return Math.max(0, others / available);
        }

        private static double ownSeconds() {
            return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                            .getProcessCpuTime()
                    / 1e9;
        }
    }
}
