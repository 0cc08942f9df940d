package dev.bochner.testkit;

import dev.bochner.testkit.process.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A spark-submit command, run as a process of its own. Immutable: each method gives a changed copy.
 *
 * @param jar the application jar
 * @param mainClass the class whose main is run
 * @param master {@code local[2]} unless changed
 * @param deployMode {@code client} unless changed
 * @param conf Spark's configuration
 * @param environment added to the environment of the submitting process
 * @param arguments of the application
 */
public record SparkSubmit(
        Path jar,
        String mainClass,
        String master,
        String deployMode,
        Map<String, String> conf,
        Map<String, String> environment,
        List<String> arguments) {
    static final String MAIN_CLASS = "org.apache.spark.deploy.SparkSubmit";

    /** One JVM of three on a small machine: the driver in client mode, and executors and drivers on a cluster. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "spark.ui.enabled", "false",
            "spark.driver.host", "127.0.0.1",
            "spark.driver.memory", "768m",
            "spark.executor.memory", "768m",
            "spark.sql.shuffle.partitions", "2",
            "spark.sql.session.timeZone", "UTC");

    public SparkSubmit {
        conf = Map.copyOf(conf);
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    /** The product's jar, as built, and its main class. */
    public static SparkSubmit bochner() {
        String jar = System.getProperty("bochner.jar");
        if (jar == null) {
            throw new IllegalStateException("System property bochner.jar is not set: it names the application jar");
        }
        return of(Path.of(jar), "dev.bochner.cli.Bochner");
    }

    public static SparkSubmit of(Path jar, String mainClass) {
        return new SparkSubmit(jar, mainClass, "local[2]", "client", DEFAULTS, Map.of(), List.of());
    }

    public SparkSubmit withMaster(String value) {
        return new SparkSubmit(jar, mainClass, value, deployMode, conf, environment, arguments);
    }

    /** Runs the driver on a worker instead of in the submitting process. */
    public SparkSubmit inClusterMode() {
        // The address of the submitting machine must not follow the driver to another one.
        Map<String, String> changed = new HashMap<>(conf);
        changed.remove("spark.driver.host");
        return new SparkSubmit(jar, mainClass, master, "cluster", changed, environment, arguments);
    }

    public SparkSubmit withConf(Map<String, String> more) {
        return new SparkSubmit(jar, mainClass, master, deployMode, merged(conf, more), environment, arguments);
    }

    public SparkSubmit withConf(String key, String value) {
        return withConf(Map.of(key, value));
    }

    public SparkSubmit withEnvironment(String key, String value) {
        return new SparkSubmit(
                jar, mainClass, master, deployMode, conf, merged(environment, Map.of(key, value)), arguments);
    }

    public SparkSubmit withArguments(String... values) {
        return new SparkSubmit(jar, mainClass, master, deployMode, conf, environment, List.of(values));
    }

    /** Starts the process; its output is kept in files below the build directory. */
    public ChildProcess start() {
        String heap = conf.get("spark.driver.memory");
        String options = String.join(" ", SparkHome.options());
        SparkSubmit submitted =
                withConf(Map.of("spark.driver.extraJavaOptions", options, "spark.executor.extraJavaOptions", options));
        ProcessBuilder builder = SparkHome.java(heap, MAIN_CLASS, submitted.submitArguments());
        builder.environment().putAll(environment);
        return ChildProcess.start("spark-submit", builder, TestFiles.freshDirectory("submit"));
    }

    /** Starts the process and waits for its end; then {@link ChildProcess#awaitExit} answers at once. */
    public ChildProcess run(Duration timeout) {
        ChildProcess process = start();
        process.awaitExit(timeout);
        return process;
    }

    List<String> submitArguments() {
        List<String> all =
                new ArrayList<>(List.of("--master", master, "--deploy-mode", deployMode, "--class", mainClass));
        new TreeMap<>(conf).forEach((key, value) -> all.addAll(List.of("--conf", key + "=" + value)));
        all.add(jar.toString());
        all.addAll(arguments);
        return all;
    }

    private static Map<String, String> merged(Map<String, String> base, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(base);
        all.putAll(more);
        return all;
    }
}
