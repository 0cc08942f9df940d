package dev.bochner.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bochner.testkit.process.ChildProcess;
import dev.bochner.testkit.process.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A real standalone cluster on loopback: a master and two workers of one core each, every one a process. */
public final class SparkCluster implements AutoCloseable {
    /** Loopback under two names: Spark never runs a speculative copy of a task on the host of the first. */
    private static final List<String> WORKER_HOSTS = List.of("127.0.0.1", "localhost");

    private static final int WORKERS = WORKER_HOSTS.size();
    private static final Duration START = Duration.ofMinutes(1);
    private static final Set<String> DRIVER_AT_WORK = Set.of("SUBMITTED", "RUNNING", "RELAUNCHING", "UNKNOWN");

    private final Path directory;
    private final ChildProcess master;
    private final String masterUrl;
    private final URI masterState;
    private final List<ChildProcess> workers;

    private SparkCluster(Path directory) {
        this.directory = directory;
        master = daemon(
                "master",
                "org.apache.spark.deploy.master.Master",
                List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
        masterUrl = master.awaitLine("Starting Spark master at (spark://\\S+)", START)
                .group(1);
        String ui = master.awaitLine("started at (http://[^\\s/]+)", START).group(1);
        masterState = URI.create(ui + "/json/");
        workers = IntStream.range(0, WORKERS).mapToObj(this::worker).toList();
    }

    static SparkCluster start() {
        SparkCluster cluster = new SparkCluster(TestFiles.freshDirectory("spark-cluster"));
        if (!Deadline.of(START).holds(() -> cluster.state().get("aliveworkers").asInt() == WORKERS)) {
            AssertionError failure = cluster.master.failure("has not " + WORKERS + " workers after " + START);
            cluster.close();
            throw failure;
        }
        return cluster;
    }

    private ChildProcess worker(int index) {
        String workDir = directory.resolve("work-" + index).toString();
        return daemon(
                "worker-" + index,
                "org.apache.spark.deploy.worker.Worker",
                List.of(
                        "--host",
                        WORKER_HOSTS.get(index),
                        "--port",
                        "0",
                        "--webui-port",
                        "0",
                        "--cores",
                        "1",
                        "--memory",
                        "1g",
                        "--work-dir",
                        workDir,
                        masterUrl));
    }

    private ChildProcess daemon(String name, String mainClass, List<String> arguments) {
        ProcessBuilder builder = SparkHome.java("256m", mainClass, arguments);
        // Shuffle and block files of executors; by default they would go to the machine's temporary directory.
        builder.environment().put("SPARK_LOCAL_DIRS", directory.resolve("local").toString());
        return ChildProcess.start(name, builder, directory);
    }

    /** What spark-submit takes as its master, {@code spark://127.0.0.1:port}. */
    public String masterUrl() {
        return masterUrl;
    }

    /**
     * Waits for the executor processes of the application that runs.
     *
     * @throws AssertionError if there are not that many within the timeout
     */
    public List<ProcessHandle> awaitExecutors(int count, Duration timeout) {
        return Deadline.of(timeout)
                .await(() -> Optional.of(executors()).filter(found -> found.size() == count))
                .orElseThrow(() -> master.failure(
                        "has " + executors().size() + " executors, not " + count + ", after " + timeout));
    }

    /** The processes that execute tasks of the applications that the master counts as active. */
    public List<ProcessHandle> executors() {
        Set<String> active = elements("activeapps")
                .map(application -> application.get("id").asText())
                .collect(Collectors.toSet());
        return workers.stream()
                .flatMap(ChildProcess::descendants)
                .filter(process -> isExecutorOf(active, process))
                .toList();
    }

    private static boolean isExecutorOf(Set<String> applications, ProcessHandle process) {
        List<String> command = commandLine(process);
        int applicationId = command.indexOf("--app-id") + 1;
        return command.contains("org.apache.spark.executor.CoarseGrainedExecutorBackend")
                && applications.contains(command.get(applicationId));
    }

    /** ProcessHandle's own arguments end after a page of memory, which the module options nearly fill. */
    private static List<String> commandLine(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .split("\0", -1));
        } catch (IOException e) {
            return List.of(); // It has ended.
        }
    }

    /** Waits until no application is left: the next test then finds all cores free. */
    public void awaitIdle(Duration timeout) {
        if (!Deadline.of(timeout).holds(() -> state().get("coresused").asInt() == 0)) {
            throw master.failure("still has " + state().get("coresused") + " cores in use after " + timeout);
        }
    }

    /** The id that the master gave to the driver of a submission in cluster mode. */
    public String driverId(ChildProcess submission) {
        return submission
                .awaitLine("Driver successfully submitted as (driver-[0-9-]+)", START)
                .group(1);
    }

    /**
     * Waits for a driver in cluster mode to end.
     *
     * @return FINISHED if it exited with 0, else FAILED, ERROR or KILLED
     */
    public String awaitDriver(String driverId, Duration timeout) {
        return Deadline.of(timeout)
                .await(() -> driverState(driverId).filter(found -> !DRIVER_AT_WORK.contains(found)))
                .orElseThrow(() -> master.failure("has driver " + driverId + " in state " + driverState(driverId)
                        + " after " + timeout + "; its output:\n" + driverOutput(driverId)));
    }

    private Optional<String> driverState(String driverId) {
        return Stream.concat(elements("activedrivers"), elements("completeddrivers"))
                .filter(driver -> driver.get("id").asText().equals(driverId))
                .map(driver -> driver.get("state").asText())
                .findFirst();
    }

    /** Both outputs of a driver in cluster mode. */
    public String driverOutput(String driverId) {
        return IntStream.range(0, WORKERS)
                .mapToObj(index -> directory.resolve("work-" + index).resolve(driverId))
                .flatMap(work -> Stream.of(work.resolve("stdout"), work.resolve("stderr")))
                .filter(Files::isRegularFile)
                .map(SparkCluster::read)
                .collect(Collectors.joining("\n"));
    }

    private Stream<JsonNode> elements(String field) {
        return StreamSupport.stream(state().get(field).spliterator(), false);
    }

    private JsonNode state() {
        try (InputStream answer = masterState.toURL().openStream()) {
            return new ObjectMapper().readTree(answer);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot ask the master at " + masterState, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    @Override
    public void close() {
        workers.forEach(ChildProcess::close);
        master.close();
    }
}
