package dev.bochner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import dev.bochner.testkit.process.ChildProcess;
import dev.bochner.testkit.process.JavaProgram;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process in the locale C, whose names of files are ASCII, is given paths with an umlaut: it makes nothing. */
@ExtendWith(Fixtures.class)
final class FileNamesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String WAY_OUT = "; set LC_ALL=C.UTF-8 in the environment of the command";
    private static final String CANNOT =
            " has characters that this JVM's encoding of file names, US-ASCII, cannot represent" + WAY_OUT;

    @TempDir
    private Path directory;

    /** Outside of what is looked at. */
    @TempDir
    private Path logs;

    private Path umlaut;

    @BeforeEach
    void layOut() throws IOException {
        umlaut = Files.createDirectory(directory.resolve("m\u00fcll"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --conf DIR/daily.conf --ds 2026-11-20",
                "run --conf daily.conf --ds 2026-11-20 --set table=DIR/table",
                "audit --conf daily.conf --ds 2026-11-20 --report DIR/report.html",
                "versions --table DIR/table",
                "export --table t --m 8 --seed 1 --format npz --out DIR/l.npz",
                "demo --dir DIR/demo"
            })
    void refusesAnArgumentThatItCouldNotDecode(String line) throws IOException {
        List<String> before = tree();
        String[] arguments = line.replace("DIR", umlaut.toString()).split(" ");
        String lost = Stream.of(arguments)
                .filter(argument -> argument.contains("\u00fc"))
                .findFirst()
                .orElseThrow()
                .replace("\u00fc", "\\ufffd\\ufffd");
        assertEquals(
                "bochner: argument " + lost
                        + " has characters that this JVM could not decode, since its character set is US-ASCII"
                        + WAY_OUT,
                refused(directory, arguments));
        assertEquals(before, tree());
    }

    @Test
    void refusesEveryPathOfTheConfiguration() throws IOException {
        Path conf = directory.resolve("daily.conf");
        Files.writeString(
                conf,
                JobConfigs.text(umlaut.resolve("table"), umlaut.resolve("embeddings"))
                        + "bochner.audit { labels.path = \"" + umlaut + "/labels\", models = [\"" + umlaut
                        + "/model.json\"] }");
        List<String> before = tree();
        String said = refused(directory, "run", "--conf", conf.toString(), "--ds", "2026-11-20");
        assertEquals(
                "bochner run: 4 problems in the configuration:\n" + problem(conf, "table", "table")
                        + problem(conf, "source.path", "embeddings") + problem(conf, "audit.labels.path", "labels")
                        + problem(conf, "audit.models", "model.json"),
                said + "\n");
        assertEquals(before, tree());
    }

    private String problem(Path conf, String key, String name) {
        return "  " + conf + ": bochner." + key + " is refused: its path " + visible(umlaut) + "/" + name + CANNOT
                + "\n";
    }

    @Test
    void takesAPathOnHdfsThatItCanSayInUtf8() throws IOException {
        Path conf = directory.resolve("daily.conf");
        Files.writeString(conf, JobConfigs.text("s3a://b/m\u00fcll", "hdfs://127.0.0.1:1/m\u00fcll"));
        String line = refused(directory, "run", "--conf", conf.toString(), "--ds", "2026-11-20");
        assertTrue(line.contains("lies on an object store"), line);
        assertFalse(line.contains("encoding"), line);
    }

    @Test
    void refusesAnIncludedFile() throws IOException {
        Path conf = directory.resolve("daily.conf");
        Files.writeString(conf, "include \"m\u00fcll/more.conf\"");
        assertEquals(
                "bochner run: The configuration file's path " + visible(umlaut) + "/more.conf" + CANNOT,
                refused(directory, "run", "--conf", conf.toString(), "--ds", "2026-11-20"));
    }

    /** Hadoop would leave it out of its listing, and publish the rest. */
    @Test
    void refusesASourceWithAFileOfSuchAName(SparkSession spark) throws IOException {
        Path source = directory.resolve("embeddings");
        EmbeddingTable.of(40, 4, 1).write(spark, JobConfigs.uri(source), 1);
        Files.copy(file(source), Files.createDirectory(source.resolve("p=1")).resolve("teil-\u00fc.parquet"));
        Path conf = directory.resolve("daily.conf");
        Files.writeString(conf, JobConfigs.text(directory.resolve("table"), source));
        assertEquals(
                "bochner run: Cannot read parquet " + source + ": path " + source + "/p=1/teil-\\ufffd\\ufffd.parquet"
                        + CANNOT,
                said(3, directory, "run", "--conf", conf.toString(), "--ds", "2026-11-20"));
        assertFalse(Files.exists(directory.resolve("table/features")));
    }

    private static Path file(Path source) throws IOException {
        try (Stream<Path> files = Files.list(source)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void refusesAWorkingDirectoryOfThatName() throws IOException {
        List<String> before = tree();
        assertEquals(
                "bochner: the working directory's path " + directory + "/m\\ufffd\\ufffdll" + CANNOT,
                refused(umlaut, "versions", "--table", "table"));
        assertEquals(before, tree());
    }

    /** What it says of a command line that is wrong. */
    private String refused(Path workingDirectory, String... arguments) {
        return said(2, workingDirectory, arguments);
    }

    private String said(int exitCode, Path workingDirectory, String... arguments) {
        ProcessBuilder builder = JavaProgram.of(Bochner.class, arguments).directory(workingDirectory.toFile());
        List<String> command = builder.command();
        int classPath = command.indexOf("-cp") + 1;
        command.set(
                classPath,
                Stream.of(command.get(classPath).split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)));
        // The log of tests lies below the working directory.
        command.add(1, "-Dspark.master=local[1]");
        command.add(1, "-Dspark.ui.enabled=false");
        command.add(1, "-Dspark.driver.host=127.0.0.1");
        command.add(
                1,
                "-Dlog4j2.configurationFile="
                        + Path.of("conf/log4j2.properties").toAbsolutePath());
        builder.environment().putAll(Map.of("LC_ALL", "C", "LANG", "C"));
        try (ChildProcess child = ChildProcess.start("bochner", builder, logs)) {
            assertEquals(exitCode, child.awaitExit(PATIENCE), () -> child.stdout() + child.stderr());
            assertEquals("", child.stdout());
            return child.stderr()
                    .lines()
                    .filter(line -> line.startsWith("bochner") || line.startsWith("  "))
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String visible(Path path) {
        return path.toString().replace("\u00fc", "\\u00fc");
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.map(Path::toString).sorted().toList();
        }
    }
}
