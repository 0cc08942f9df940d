package dev.bochner.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/bochner as a user starts it: a process of its own, with the jar and the Spark that the build made. */
final class LauncherScriptIT {
    private static final Path SCRIPT = Path.of("scripts/bochner").toAbsolutePath();

    @TempDir
    private Path dir;

    /** A process that has ended. */
    private record Ended(int code, String out, String err) {
        /** The last line of standard error; the JVM itself may have warned before. */
        String lastError() {
            return err.strip().lines().reduce("", (before, line) -> line);
        }
    }

    @Test
    void worksThroughSymbolicLinksFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), SCRIPT);
        Path relative = Files.createSymbolicLink(dir.resolve("bochner"), link.getFileName());
        Ended ended = run(Map.of(), relative.toString(), "directions", "--seed", "42", "--dim", "64", "--m", "64");
        assertEquals(0, ended.code(), ended.err());
        assertTrue(
                ended.out().contains("46d20debbe5ac0bc85c21e0315c2342a8bfaa120323c360af8299e602ce19133"), ended.out());
    }

    @Test
    void passesTheExitCodeThroughSparkSubmitAndPrintsOneLine() throws Exception {
        Ended ended = run(Map.of(), SCRIPT.toString(), "run", "--conf", "no such.conf", "--ds", "2026-11-20");
        assertEquals(2, ended.code(), ended.err());
        // Not even the JVM's line about the module that Spark adds.
        assertEquals(
                "bochner run: Configuration file no such.conf does not exist",
                ended.err().strip());
        assertEquals("", ended.out());
    }

    @Test
    void takesAStackTraceOnlyToThoseWhoAskForIt() throws Exception {
        Ended ended = run(Map.of(), SCRIPT.toString(), "run", "--conf", "no.conf", "--ds", "2026-11-20", "--verbose");
        assertEquals(2, ended.code(), ended.err());
        assertTrue(ended.err().contains("\tat dev.bochner.config.ConfigFile"), ended.err());
    }

    @Test
    void writesLogAndErrorInOrderPastTheFilter() throws Exception {
        Path conf = Files.writeString(
                dir.resolve("d.conf"),
                "bochner { table = \"" + dir.resolve("t") + "\", source.path = \"" + dir.resolve("absent") + "\" }");
        Ended ended = run(Map.of(), SCRIPT.toString(), "run", "--conf", conf.toString(), "--ds", "2026-11-20");
        assertEquals(3, ended.code(), ended.err());
        assertFalse(ended.err().contains("incubator"), ended.err());
        assertTrue(ended.err().lines().findFirst().orElse("").contains(" begins on file:"), ended.err());
        assertTrue(ended.lastError().startsWith("bochner run: Cannot read parquet "), ended.err());
    }

    @Test
    void printsItsVersionWithoutSpark() throws Exception {
        Ended ended = run(Map.of(), SCRIPT.toString(), "--version");
        assertEquals(0, ended.code(), ended.err());
        assertTrue(ended.out().startsWith("Bochner 0."), ended.out());
        assertTrue(ended.out().contains("Java 17"), ended.out());
    }

    @Test
    void printsHelpWithoutSpark() throws Exception {
        Ended ended = run(Map.of(), SCRIPT.toString(), "run", "--help");
        assertEquals(0, ended.code(), ended.err());
        assertTrue(ended.out().startsWith("Usage: bochner run"), ended.out());
    }

    @Test
    void printsHelpOfAnExportWithoutFetchingTensorFlow() throws Exception {
        Ended ended = run(Map.of(), SCRIPT.toString(), "export", "--format", "savedmodel", "--help");
        assertEquals(0, ended.code(), ended.err());
        assertTrue(ended.out().startsWith("Usage: bochner export"), ended.out());
        assertFalse(ended.err().contains("building"), ended.err());
    }

    @Test
    void printsHelpOfAnExperimentWithoutFetchingPyTorch() throws Exception {
        Ended ended = run(Map.of(), SCRIPT.toString(), "experiment", "table-a1", "--help");
        assertEquals(0, ended.code(), ended.err());
        assertTrue(ended.out().startsWith("Usage: bochner experiment table-a1"), ended.out());
        assertFalse(ended.err().contains("building"), ended.err());
    }

    @Test
    void saysThatThereIsNoJava() throws Exception {
        Ended ended = run(Map.of("JAVA_HOME", "/no/jdk"), SCRIPT.toString(), "--help");
        assertEquals(1, ended.code());
        assertEquals(
                "bochner: JAVA_HOME is /no/jdk, but there is no bin/java in it; set it to a JDK 17", ended.lastError());
    }

    @Test
    void saysThatSparkHomeIsWrong() throws Exception {
        Ended ended = run(Map.of("SPARK_HOME", "/no/spark"), SCRIPT.toString(), "--help");
        assertEquals(1, ended.code());
        assertEquals("bochner: SPARK_HOME is /no/spark, but there is no directory jars in it", ended.lastError());
    }

    private Ended run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path out = dir.resolve("out");
        Path err = dir.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("bash"), Stream.of(command)).toList())
                .directory(dir.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        List.of("SPARK_HOME", "BOCHNER_SPARK_OPTS", "BOCHNER_LOG4J").forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("Not ended after 5 minutes: " + String.join(" ", command));
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
