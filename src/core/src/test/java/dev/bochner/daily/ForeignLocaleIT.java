package dev.bochner.daily;

import static dev.bochner.daily.PlantedDays.DAY_ONE;
import static dev.bochner.daily.PlantedDays.DAY_TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.CommandRun;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import dev.bochner.testkit.process.ChildProcess;
import dev.bochner.testkit.process.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two days with an audit, a stabiliser and several reader options, each in JVMs of another language and country: what they
 * publish is the same, byte for byte, but for one thing that Parquet's own writer leaves to chance. Each JVM draws another order for its unordered collections, too.
 */
@ExtendWith(Fixtures.class)
final class ForeignLocaleIT {
    private static final Duration PATIENCE = Duration.ofMinutes(12);
    /** Length of the footer and the magic number behind it. */
    private static final int TAIL = 8;

    private static final Pattern OTHER_DIGIT = Pattern.compile("[\\p{Nd}&&[^0-9]]");

    /** As the options of a JVM: language, country, variant. The last has other digits and the Buddhist calendar. */
    private static final List<List<String>> LOCALES = List.of(
            List.of("en", "US", ""), List.of("ar", "EG", ""), List.of("tr", "TR", ""), List.of("th", "TH", "TH"));

    @TempDir
    private Path directory;

    @Test
    void publishesTheSameBytesPathsAndManifestsInEveryLocale(SparkSession spark) throws IOException {
        PlantedDays days = new PlantedDays(spark, directory);
        days.write(DAY_ONE, day -> day);
        days.write(DAY_TWO, day -> day);
        Map<List<String>, DailyTable> tables = new LinkedHashMap<>();
        LOCALES.forEach(
                locale -> tables.put(locale, table(locale, spark.sparkContext().hadoopConfiguration())));
        Map<List<String>, ChildProcess> jvms = new LinkedHashMap<>();
        tables.forEach((locale, table) -> jvms.put(locale, start(locale, table)));
        jvms.values().forEach(jvm -> assertEquals(0, jvm.awaitExit(PATIENCE), () -> jvm.stdout() + jvm.stderr()));

        NavigableMap<String, String> american = content(tables.get(LOCALES.get(0)));
        assertTrue(
                directories(american).containsAll(List.of("_audit", "_runs", "_state", "features")),
                american::toString);
        for (List<String> locale : LOCALES) {
            NavigableMap<String, String> published = content(tables.get(locale));
            assertEquals(lines(american), lines(published), () -> "by " + locale);
            String said = jvms.get(locale).stdout();
            assertTrue(said.contains("1,000 items"), said);
            assertFalse(OTHER_DIGIT.matcher(said).find(), said);
            isDoneAlready(tables.get(locale));
        }
    }

    private static String lines(NavigableMap<String, String> content) {
        return content.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("\n"));
    }

    private static List<String> directories(NavigableMap<String, String> content) {
        return content.keySet().stream()
                .map(path -> path.split("/", 2)[0])
                .distinct()
                .toList();
    }

    /** In this JVM, whose unordered collections have an order of their own again. */
    private static void isDoneAlready(DailyTable table) {
        assertEquals(
                "Already published from the same input: [m=8/seed=42/ds=" + DAY_TWO + "]; nothing written",
                CommandRun.of("run", "--conf", table.configFile(), "--ds", DAY_TWO.toString())
                        .done());
    }

    private DailyTable table(List<String> locale, Configuration hadoop) {
        return DailyTable.in(
                new org.apache.hadoop.fs.Path(JobConfigs.uri(directory.resolve(String.join("_", locale)))),
                hadoop,
                JobConfigs.uri(directory.resolve("embeddings")) + "/ds={yyyy}-{MM}-{dd}",
                "features.versions = [{ m = 8, seed = \"42\" }]",
                "stabiliser.kind = procrustes",
                "audit.enabled = true",
                "source.options { mergeSchema = false, pathGlobFilter = \"*.parquet\", recursiveFileLookup = false }",
                "source.options { datetimeRebaseMode = CORRECTED, int96RebaseMode = CORRECTED }");
    }

    private ChildProcess start(List<String> locale, DailyTable table) {
        ProcessBuilder builder =
                JavaProgram.of(DaysOfOneJvm.class, table.configFile(), DAY_ONE.toString(), DAY_TWO.toString());
        builder.command()
                .addAll(
                        1,
                        List.of(
                                "-Duser.language=" + locale.get(0),
                                "-Duser.country=" + locale.get(1),
                                "-Duser.variant=" + locale.get(2),
                                "-Dspark.master=local[2]",
                                "-Dspark.ui.enabled=false",
                                "-Dspark.driver.host=127.0.0.1",
                                "-Dspark.local.dir=" + directory.resolve("local"),
                                "-Dspark.sql.shuffle.partitions=2"));
        String name = String.join("-", locale);
        return ChildProcess.start(name, builder, directory);
    }

    /** All that lies in the table, by path, less what names a run, an attempt or an instant. */
    private static NavigableMap<String, String> content(DailyTable table) throws IOException {
        Path root = Path.of(table.root().toUri());
        // What several runs left under one name, but for the run, is told as one.
        NavigableMap<String, NavigableSet<String>> names = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().endsWith(".crc"))
                    .forEach(file -> names.computeIfAbsent(
                                    lasting(root.relativize(file).toString()), name -> new TreeSet<>())
                            .add(content(file, root.toString())));
        }
        NavigableMap<String, String> content = new TreeMap<>();
        names.forEach((name, contents) -> content.put(name, String.join("\n", contents)));
        return content;
    }

    private static String content(Path file, String root) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String name = file.toString();
            if (name.endsWith(".json") || name.endsWith("/_lock")) {
                return lasting(new String(bytes, StandardCharsets.UTF_8).replace(root, "TABLE"));
            }
            if (name.contains("/_audit/")) {
                // A report says when it was made, and its metrics too.
                assertFalse(
                        name.endsWith(".html")
                                && OTHER_DIGIT
                                        .matcher(new String(bytes, StandardCharsets.UTF_8))
                                        .find(),
                        name);
                return "of a run";
            }
            return bytes.length + " bytes" + (name.endsWith(".parquet") ? parquet(bytes) : checksum(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Its pages, its footer and the order of the footer's properties. Parquet's own writer lists the encodings of a column in the
     * order of their identity hash codes, so that a footer has the same bytes, but not always in the same order.
     */
    private static String parquet(byte[] bytes) {
        int end = bytes.length - TAIL;
        int start = end
                - ByteBuffer.wrap(bytes, end, Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt();
        byte[] footer = Arrays.copyOfRange(bytes, start, end);
        String text = new String(footer, StandardCharsets.ISO_8859_1);
        List<String> properties = Stream.of("org.apache.spark.version", "org.apache.spark.sql.parquet.row.metadata")
                .sorted(Comparator.comparingInt(text::indexOf))
                .toList();
        Arrays.sort(footer);
        return ", pages" + checksum(Arrays.copyOf(bytes, start)) + ", footer" + checksum(footer) + " " + properties;
    }

    private static String checksum(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return " CRC-32C " + checksum.getValue();
    }

    private static String lasting(String text) {
        return text.replaceAll("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}", "RUN")
                .replaceAll("part-([0-9]{5})-[0-9]+", "part-$1")
                .replaceAll("process [0-9]+", "process P")
                .replaceAll("(\"crc32c\" : )\"[0-9a-f]{8}\"", "$1CRC")
                .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "INSTANT");
    }
}
