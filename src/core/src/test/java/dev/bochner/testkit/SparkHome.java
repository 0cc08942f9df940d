package dev.bochner.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;

/** The SPARK_HOME that the build lays out of Maven's jars, and how a JVM of it is started. */
final class SparkHome {
    /**
     * For JVMs that live a minute: halves the processor time of a small job. Only the quick compiler works in them, so
     * with the tests' own JVM both compilers have to yield the same bits.
     */
    static final List<String> SHORT_LIVED = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private SparkHome() {}

    /** System property bochner.spark.home, else the build's own place. */
    static Path path() {
        Path home = Path.of(System.getProperty("bochner.spark.home", "target/spark"))
                .toAbsolutePath();
        if (!Files.isDirectory(home.resolve("jars"))) {
            throw new IllegalStateException("No Spark at " + home + ": run mvn package first");
        }
        return home;
    }

    /** Options of any JVM of this Spark. */
    static List<String> options() {
        List<String> options = new ArrayList<>(SHORT_LIVED);
        options.addAll(ClassArchive.options());
        return options;
    }

    /**
     * A java command that runs a class of Spark; its environment holds nothing of an installed Spark or Hadoop.
     *
     * @param heap such as {@code 256m}
     */
    static ProcessBuilder java(String heap, String mainClass, List<String> arguments) {
        return java(options(), heap, mainClass, arguments);
    }

    /** The same with other options of the JVM. */
    static ProcessBuilder java(List<String> options, String heap, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Collections.addAll(command, JavaModuleOptions.defaultModuleOptionArray());
        command.addAll(options);
        command.addAll(List.of("-Xmx" + heap, "-cp", classPath(), mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(key -> key.startsWith("SPARK_") || key.startsWith("HADOOP_") || key.startsWith("YARN_"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("SPARK_HOME", path().toString());
        environment.put("SPARK_SCALA_VERSION", "2.13");
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder;
    }

    /** That of the processes that Spark itself starts, which put one jar first; so all can use the same archive. */
    private static String classPath() {
        Path jars = path().resolve("jars");
        try (DirectoryStream<Path> first = Files.newDirectoryStream(jars, "slf4j-api-*.jar")) {
            return first.iterator().next() + File.pathSeparator + jars + "/*";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + jars, e);
        }
    }
}
