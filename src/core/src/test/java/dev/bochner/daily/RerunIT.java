package dev.bochner.daily;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bochner.config.ConfigLoader;
import dev.bochner.store.Manifest.Fingerprint;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.testkit.CommandRun;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a table when the job is run again, and how an operator takes it back and clears it up. */
@ExtendWith(Fixtures.class)
final class RerunIT {
    private static final String DS = "2026-11-20";
    private static final String SNAPSHOT = "m=64/seed=42/ds=" + DS;
    private static final EmbeddingTable MONDAY = EmbeddingTable.of(40, 5, 1);
    private static final EmbeddingTable CORRECTED = EmbeddingTable.of(40, 5, 2);

    @TempDir
    private Path directory;

    private SparkSession spark;
    private String source;
    private Path table;

    @BeforeEach
    void layOut(SparkSession session) {
        spark = session;
        source = JobConfigs.uri(directory.resolve("embeddings"));
        table = directory.resolve("table");
    }

    @Test
    void sameInputIsDoneAlreadyAndWritesNothing() throws IOException {
        MONDAY.write(spark, source, 2);
        assertTrue(run().done().startsWith("Published [" + SNAPSHOT + "]; 40 rows read, 40 written"));
        Map<Path, String> before = inventory();

        assertEquals("Already published from the same input: [" + SNAPSHOT + "]; nothing written", run().done());

        assertEquals(before, inventory());
        assertEquals("already-published", lastJournal().get("status").asText());
    }

    /** Until options were sorted, their order in the fingerprint was drawn when a JVM started. */
    @Test
    void inputPublishedWithOptionsInAnyOrderIsDoneAlready() throws IOException {
        MONDAY.write(spark, source, 1);
        String[] options = {
            "source.options.mergeSchema=false", "source.options.pathGlobFilter=*.parquet",
            "source.options.recursiveFileLookup=false", "source.options.datetimeRebaseMode=CORRECTED"
        };
        run(options).done();
        Path manifest = table.resolve("features").resolve(SNAPSHOT).resolve("_manifest.json");
        String published = Files.readString(manifest);
        EmbeddingSnapshot today = EmbeddingSnapshot.open(
                spark,
                ConfigLoader.load(conf().toString(), List.of(options), new Configuration())
                        .source(),
                LocalDate.parse(DS));
        List<Fingerprint> former = today.source().formerFingerprints();
        assertEquals(8, former.stream().distinct().count());
        for (Fingerprint order : List.of(former.get(0), former.get(5))) {
            Files.writeString(manifest, published.replace(today.fingerprint().value(), order.value()));
            assertNotEquals(published, Files.readString(manifest));
            assertEquals(
                    "Already published from the same input: [" + SNAPSHOT + "]; nothing written",
                    run(options).done());
        }
        String line = run("source.options.mergeSchema=true", options[1], options[2], options[3])
                .failed(4);
        assertTrue(line.contains("the source's content is files-v1:"), line);
    }

    @Test
    void otherInputIsAConflictUntilItIsToReplace() throws IOException {
        MONDAY.write(spark, source, 2);
        run().done();
        Map<Path, String> before = inventory();
        FeatureRows monday = features(table.resolve("features").resolve(SNAPSHOT));
        CORRECTED.dataset(spark).coalesce(1).write().mode("overwrite").parquet(source);

        String line = run().failed(4);

        assertTrue(
                line.matches("bochner run: " + SNAPSHOT + " is already published by run \\S+ from other input than that"
                        + " of run \\S+: the source's content is files-v1:\\w{12} \\([23] files, \\d+ bytes\\) there and"
                        + " files-v1:\\w{12} \\([12] files, \\d+ bytes\\) here\\."
                        + " To publish this input instead, run with --replace"),
                line);
        assertEquals(before, inventory());

        assertTrue(run("--replace").done().startsWith("Published [" + SNAPSHOT + "]"));

        FeatureRows corrected = features(table.resolve("features").resolve(SNAPSHOT));
        assertFalse(monday.equals(corrected));
        assertEquals(40, corrected.count());
        features(onlyEntry(table.resolve("_replaced"))).assertSameAs(monday);
        assertEquals(
                "Already published from the same input: [" + SNAPSHOT + "]; nothing written",
                run("--replace").done());
    }

    @Test
    void versionAddedLaterIsPublishedAlone() throws IOException {
        MONDAY.write(spark, source, 2);
        run("features.versions=[{m=4,seed=\"1\"}]").done();
        Map<Path, String> before = inventory();

        String said = run("features.versions=[{m=4,seed=\"1\"},{m=4,seed=\"-9223372036854775808\"}]")
                .done();

        assertTrue(said.startsWith("Published [m=4/seed=-9223372036854775808/ds=" + DS + "]; 40 rows read"), said);
        Map<Path, String> after = inventory();
        assertTrue(after.entrySet().containsAll(before.entrySet()), "the older version was touched");
        assertEquals(
                40,
                features(table.resolve("features/m=4/seed=-9223372036854775808/ds=" + DS))
                        .count());
    }

    @Test
    void sourceWithoutFilesIsKnownByItsContent() throws IOException {
        view("SELECT id, array(float(id), 1F) AS embedding FROM range(200)");
        String[] fromView = {"source.path=null", "source.catalog-table=rerun_embeddings"};
        run(fromView).done();
        view("SELECT /*+ REPARTITION(5) */ id, array(float(id), 1F) AS embedding FROM range(200)");
        assertTrue(run(fromView).done().startsWith("Already published from the same input"));

        view("SELECT id, array(float(id), if(id = 77, 2F, 1F)) AS embedding FROM range(200)");
        String line = run(fromView).failed(4);
        assertTrue(line.contains(": the source's content is content-v1:200 rows, s"), line);
        assertTrue(run("--replace", fromView[0], fromView[1]).done().startsWith("Published"));
    }

    @Test
    void contentIsThatOfTheSourceAlsoWhereDuplicatesAreMarked() throws IOException {
        view("SELECT if(id = 199, 0, id) AS id, array(float(id), 1F) AS embedding FROM range(200)");
        String said = run(
                        "source.path=null",
                        "source.catalog-table=rerun_embeddings",
                        "validation.max-invalid-fraction=0.01")
                .done();
        assertTrue(
                said.startsWith("Published [" + SNAPSHOT
                        + "]; 200 rows read, 198 written, 2 quarantined (2 duplicate-id); quarantined rows"),
                said);
        view("SELECT if(id = 199, 0, id) AS id, array(float(id), 1F) AS embedding FROM range(201) WHERE id <> 200");
        assertTrue(run("source.path=null", "source.catalog-table=rerun_embeddings")
                .done()
                .startsWith("Already published"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a file is added", "a file is rewritten", "a file is removed"})
    void sourceThatChangesWhileItIsReadIsRefused(String change) throws IOException {
        MONDAY.write(spark, source, 3);
        AtomicInteger changes = new AtomicInteger();
        SparkListener meddler = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart job) {
                String description = job.properties().getProperty("spark.job.description", "");
                if (description.contains("find duplicate ids") && changes.getAndIncrement() == 0) {
                    change(change);
                }
            }
        };
        spark.sparkContext().addSparkListener(meddler);
        String line;
        try {
            line = run("features.dim=5").failed(3);
        } finally {
            spark.sparkContext().removeSparkListener(meddler);
        }
        assertTrue(changes.get() > 0, "nothing was changed");
        boolean missed = change.endsWith("removed") && line.contains("Cannot read parquet " + source + ": ");
        assertTrue(
                missed || line.contains("Source changed while it was read: parquet " + source + " was files-v1:"),
                line);
        assertFalse(Files.exists(table.resolve("features/m=64/seed=42/ds=" + DS)));
    }

    private void change(String change) {
        try {
            Path file;
            try (Stream<Path> files = Files.list(directory.resolve("embeddings"))) {
                file = files.filter(path -> path.toString().endsWith(".parquet"))
                        .sorted()
                        .findFirst()
                        .orElseThrow();
            }
            switch (change) {
                case "a file is added" -> Files.copy(file, file.resolveSibling("part-99999.parquet"));
                case "a file is rewritten" -> Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
                case "a file is removed" -> Files.delete(file);
                default -> throw new AssertionError(change);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anotherDateBesideItInThePathIsNoChange() throws IOException {
        MONDAY.write(spark, source + "/ds=" + DS, 2);
        String filter = "source.filter=\"ds = '{ds}'\"";
        run(filter).done();
        CORRECTED.write(spark, source + "/ds=2026-11-21", 2);

        assertEquals(
                "Already published from the same input: [" + SNAPSHOT + "]; nothing written",
                run(filter).done());

        CORRECTED.write(spark, source + "/ds=2026-11-22", 1);
        Files.delete(directory.resolve("embeddings/ds=" + DS + "/_SUCCESS"));
        CORRECTED.dataset(spark).coalesce(1).write().mode("append").parquet(source + "/ds=" + DS);
        assertTrue(run(filter).failed(4).contains("(2 files, "), "the date's own files count");
    }

    @Test
    void dayByDayAndBackAgain() throws IOException {
        String[] versions = {
            "source.path=\"" + source + "/{ds}\"", "features.versions=[{m=4,seed=\"1\"},{m=2,seed=\"-1\"}]"
        };
        for (int day = 18; day <= 21; day++) {
            EmbeddingTable.of(10 + day, 3, day).write(spark, source + "/2026-11-" + day, 1);
            runOf("2026-11-" + day, versions).done();
        }
        assertEquals(
                List.of(
                        "2 -1 2026-11-18 28",
                        "2 -1 2026-11-19 29",
                        "2 -1 2026-11-20 30",
                        "2 -1 2026-11-21 31",
                        "4 1 2026-11-18 28",
                        "4 1 2026-11-19 29",
                        "4 1 2026-11-20 30",
                        "4 1 2026-11-21 31"),
                listed());
        assertTextAgrees();

        assertEquals(
                "bochner rollback: Cannot roll back to m=2/seed=-1/ds=2026-11-17: it is not published. Published of"
                        + " m=2/seed=-1: [2026-11-18, 2026-11-19, 2026-11-20, 2026-11-21]",
                onTable("rollback", "--to", "2026-11-17").failed(4));
        assertEquals(
                "Rolled back file:" + table + " to 2026-11-20; no longer published:"
                        + " [m=2/seed=-1/ds=2026-11-21, m=4/seed=1/ds=2026-11-21]",
                onTable("rollback", "--to", "2026-11-20").done());
        assertEquals("rollback", lastJournal().get("command").asText());
        assertEquals(6, listed().size());
        assertTrue(onTable("rollback", "--to", "2026-11-20").failed(4).contains("Nothing to roll back in file:"));
        assertEquals(4, lastJournal().get("exit-code").asInt());
        runOf("2026-11-21", versions).done();
        assertEquals(8, listed().size());

        String dry = onTable("expire", "--keep", "2", "--m", "4", "--dry-run").done();
        assertEquals(
                "Dry run, nothing is removed; without --dry-run: Expired 2 snapshots [m=4/seed=1/ds=2026-11-18, m=4/seed=1/ds=2026-11-19]"
                        + " and 0 others []",
                dry);
        assertEquals(8, listed().size());
        assertEquals(
                "Expired 2 snapshots [m=4/seed=1/ds=2026-11-18, m=4/seed=1/ds=2026-11-19] and 0 others []",
                onTable("expire", "--keep", "2", "--m", "4").done());
        onTable("expire", "--keep", "1", "--before", "2026-11-20").done();
        assertEquals(
                List.of("2 -1 2026-11-20 30", "2 -1 2026-11-21 31", "4 1 2026-11-20 30", "4 1 2026-11-21 31"),
                listed());
        assertEquals(
                "Nothing is old enough to expire",
                onTable("expire", "--keep", "9").done());
    }

    /** m, seed, ds and rows of each snapshot by {@code versions --json}, in its order. */
    private List<String> listed() throws IOException {
        JsonNode all = new ObjectMapper().readTree(onTable("versions", "--json").done());
        List<String> lines = new ArrayList<>();
        for (JsonNode one : all) {
            assertTrue(one.get("seed").isTextual());
            assertEquals(2 * one.get("m").asInt(), one.get("columns").asInt());
            assertTrue(Files.isDirectory(Path.of(URI.create(one.get("path").asText()))));
            lines.add(one.get("m") + " " + one.get("seed").asText() + " "
                    + one.get("ds").asText() + " " + one.get("rows"));
        }
        return lines;
    }

    private void assertTextAgrees() throws IOException {
        List<String> lines = onTable("versions").done().lines().toList();
        assertTrue(
                lines.get(0)
                        .matches("m +seed +columns +d +sigma +stabiliser +ds +epoch +rows +bytes +quarantined"
                                + " +published at +run +from"),
                lines.get(0));
        List<String> rows = lines.stream()
                .skip(1)
                .map(line -> line.split(" +"))
                .map(cell -> cell[0] + " " + cell[1] + " " + cell[6] + " " + cell[8])
                .toList();
        assertEquals(listed(), rows);
        assertTrue(lines.get(1).endsWith("parquet " + source + "/2026-11-18"), lines.get(1));
    }

    private void view(String query) {
        spark.sql(query).createOrReplaceTempView("rerun_embeddings");
    }

    private CommandRun run(String... options) throws IOException {
        return runOf(DS, options);
    }

    private CommandRun runOf(String ds, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--conf", conf().toString(), "--ds", ds));
        for (String option : options) {
            arguments.addAll(option.startsWith("--") ? List.of(option) : List.of("--set", option));
        }
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private Path conf() throws IOException {
        return Files.writeString(directory.resolve("daily.conf"), JobConfigs.text(JobConfigs.uri(table), source));
    }

    private CommandRun onTable(String command, String... options) {
        return CommandRun.of(Stream.concat(Stream.of(command, "--table", table.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private FeatureRows features(Path snapshot) {
        return FeatureRows.bySpark(spark, JobConfigs.uri(snapshot));
    }

    /** Every file of the table but the journals and the lock: inode, time of its last change, length. */
    private Map<Path, String> inventory() throws IOException {
        Map<Path, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(table)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(table.resolve("_runs")) && !file.endsWith("_lock"))
                    .toList()) {
                BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class);
                found.put(file, facts.fileKey() + " " + facts.lastModifiedTime() + " " + facts.size());
            }
        }
        assertFalse(found.isEmpty());
        return found;
    }

    private JsonNode lastJournal() throws IOException {
        try (Stream<Path> all = Files.list(table.resolve("_runs"))) {
            Path last = all.filter(file -> file.toString().endsWith(".json"))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .orElseThrow();
            return new ObjectMapper().readTree(last.toFile());
        }
    }

    private static Path onlyEntry(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            List<Path> entries = all.toList();
            assertEquals(1, entries.size(), entries::toString);
            return entries.get(0);
        }
    }
}
