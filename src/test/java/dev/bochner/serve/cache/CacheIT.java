package dev.bochner.serve.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.cli.Bochner;
import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StoreException;
import dev.bochner.store.VersionId;
import dev.bochner.testkit.ChildProcess;
import dev.bochner.testkit.CommandRun;
import dev.bochner.testkit.Deadline;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caches of tables that the daily job published, as services open them. */
@ExtendWith(Fixtures.class)
final class CacheIT {
    private static final EmbeddingTable ITEMS = EmbeddingTable.of(500, 9, 4);
    private static final VersionId VERSION = new VersionId(8, 42);
    private static final String DS = "2026-11-20";

    /** Holds a table of ITEMS, and a cache of it, that no test changes. */
    @TempDir
    private static Path shared;

    @TempDir
    private Path dir;

    private SparkSession spark;

    @BeforeAll
    static void publishItems(SparkSession session) throws IOException {
        publish(shared, ITEMS.dataset(session), DS);
        build(shared, "--out=" + shared.resolve("cache")).done();
    }

    @BeforeEach
    void useSpark(SparkSession session) {
        spark = session;
    }

    @Test
    void holdsTheBitsOfEveryRowOfTheTable() throws IOException {

        String said = build(shared, "--out=" + out()).done();

        assertTrue(said.endsWith(": 500 rows of 16 columns, ids bigint, 36000 bytes"), said);
        FeatureRows rows = rows(shared, DS);
        try (FeatureCache cache = FeatureCache.open(out())) {
            float[] features = new float[16];
            ITEMS.goodIds().forEach(id -> {
                assertTrue(cache.get(id, features));
                assertArrayEquals(rows.features(id), features);
            });
            cache.verify();
        }
    }

    @Test
    void findsNothingForOtherIds() throws IOException {
        try (FeatureCache cache = FeatureCache.open(shared.resolve("cache"))) {
            float[] untouched = new float[16];
            assertFalse(cache.get(500, untouched));
            assertFalse(cache.get(-1, untouched));
            assertArrayEquals(new float[16], untouched);
            assertEquals(Optional.empty(), cache.get(Long.MIN_VALUE));
        }
    }

    @Test
    void takesSeveralIdsInTheirOrder() throws IOException {
        FeatureRows rows = rows(shared, DS);
        try (FeatureCache cache = FeatureCache.open(shared.resolve("cache"))) {
            List<Optional<float[]>> found = cache.multiGet(List.of(7L, 3, 10_000L, 7L));
            assertArrayEquals(rows.features(7), found.get(0).orElseThrow());
            assertArrayEquals(rows.features(3), found.get(1).orElseThrow());
            assertTrue(found.get(2).isEmpty());
            assertArrayEquals(rows.features(7), found.get(3).orElseThrow());
            assertEquals(List.of(), cache.multiGet(List.of()));
        }
    }

    /** The id column's type, and the text of an id, whose number is in it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "concat('film ü-', id)|film ü-13|string",
                "if(id = 13, '', concat('x', id))|''|string",
                "cast(id AS decimal(9,2))|13.00|decimal(9,2)",
                "timestamp_seconds(id)|1970-01-01 00:00:13|timestamp",
                "cast(id / 2 AS double)|6.5|double"
            })
    void findsIdsOfOtherTypesByTheirText(String expression, String id, String type) throws IOException {
        publish(ITEMS.dataset(spark).withColumn("id", functions.expr(expression)), DS);
        build().done();
        try (FeatureCache cache = FeatureCache.open(out())) {
            assertEquals(type, cache.manifest().ids().type());
            assertEquals(500, cache.manifest().content().rows());
            assertArrayEquals(featuresOfItem(13), cache.get(id).orElseThrow());
            assertArrayEquals(
                    featuresOfItem(13), cache.multiGet(List.of(id)).get(0).orElseThrow());
            assertEquals(
                    "Ids of " + out() + " are " + type + ", expected get(String) and not get(long)",
                    assertThrows(IllegalArgumentException.class, () -> cache.get(13))
                            .getMessage());
        }
    }

    /** Negative ids too: the order of the keys is that of the ids. */
    @ParameterizedTest
    @CsvSource({"tinyint", "smallint", "int", "bigint"})
    void findsIntegersOfAnyWidth(String type) throws IOException {
        EmbeddingTable few = EmbeddingTable.of(200, 9, 4);
        publish(few.dataset(spark).withColumn("id", functions.expr("cast(id - 100 AS " + type + ")")), DS);
        build().done();
        FeatureRows rows = rows(dir, DS);
        try (FeatureCache cache = FeatureCache.open(out())) {
            for (long id = -100; id < 100; id++) {
                assertArrayEquals(rows.features(id), cache.get(id).orElseThrow());
            }
        }
    }

    @Test
    void findsBinaryIds() throws IOException {
        publish(ITEMS.dataset(spark).withColumn("id", functions.expr("cast(concat('k', id) AS binary)")), DS);
        build().done();
        try (FeatureCache cache = FeatureCache.open(out())) {
            byte[] id = "k13".getBytes(StandardCharsets.UTF_8);
            assertArrayEquals(featuresOfItem(13), cache.get(id).orElseThrow());
            assertEquals(
                    "Id 13.0 is a Double, expected a Long, a String or a byte[]: the ids are binary",
                    assertThrows(IllegalArgumentException.class, () -> cache.multiGet(List.of(13.0)))
                            .getMessage());
        }
    }

    @Test
    void saysWhereItComesFrom() throws IOException {
        try (FeatureCache cache = FeatureCache.open(shared.resolve("cache"))) {
            CacheManifest manifest = cache.manifest();
            CacheManifest.Source source = manifest.source();
            FeatureSpec spec = new FeatureSpec(9, 8, 42, 1.0, Normalisation.L2);
            assertEquals(table(shared).root().toString(), source.table());
            assertEquals(new Snapshot(VERSION, LocalDate.parse(DS)), source.snapshot());
            assertEquals(spec.identity(), source.spec().identity());
            assertEquals(Directions.of(spec).sha256(), source.spec().directionsSha256());
            assertEquals(table(shared).manifest(source.snapshot()).orElseThrow().runId(), source.runId());
            assertEquals(0, source.epoch());
            assertEquals(new CacheManifest.Ids("id", "bigint", IdEncoding.INT64), manifest.ids());
            assertEquals(16, cache.columns());
        }
    }

    @Test
    void takesTheNewestSnapshotUnlessToldAnother() throws IOException {
        publish(EmbeddingTable.of(30, 9, 5).dataset(spark), DS);
        publish(EmbeddingTable.of(40, 9, 6).dataset(spark), "2026-11-21");
        build().done();
        build(dir, "--out=" + dir.resolve("older"), "--ds=" + DS).done();
        try (FeatureCache newest = FeatureCache.open(out());
                FeatureCache older = FeatureCache.open(dir.resolve("older"))) {
            assertEquals(40, newest.manifest().content().rows());
            assertEquals(LocalDate.parse(DS), older.manifest().source().ds());
            assertArrayEquals(rows(dir, DS).features(29), older.get(29).orElseThrow());
            assertArrayEquals(
                    rows(dir, "2026-11-21").features(29), newest.get(29).orElseThrow());
        }
    }

    @Test
    void isOpenInSeveralProcessesAtOnce() throws IOException {
        try (FeatureCache cache = FeatureCache.open(shared.resolve("cache"))) {
            ProcessBuilder reader =
                    java(CacheReader.class, shared.resolve("cache").toString(), "13");
            try (ChildProcess child = ChildProcess.start("reader", reader, dir.resolve("logs"))) {
                assertEquals(0, child.awaitExit(Duration.ofMinutes(1)), child::stderr);
                assertEquals(
                        Arrays.toString(cache.get(13).orElseThrow()),
                        child.stdout().strip());
            }
        }
    }

    @Test
    void failsAfterItIsClosedAndDoesNotCrash() throws IOException {
        FeatureCache cache = FeatureCache.open(shared.resolve("cache"));
        cache.close();
        cache.close();
        assertEquals(
                shared.resolve("cache") + " is closed",
                assertThrows(IllegalStateException.class, () -> cache.get(1)).getMessage());
        assertThrows(IllegalStateException.class, () -> cache.multiGet(List.of(1)));
        assertThrows(IllegalStateException.class, cache::verify);
    }

    @Test
    void refusesADirectoryWithoutAManifest() throws IOException {
        Path nothing = Files.createDirectory(dir.resolve("nothing"));
        assertEquals(
                "There is no cache in " + nothing + ": no manifest.json; build it by bochner cache --out",
                assertThrows(StoreException.class, () -> FeatureCache.open(nothing))
                        .getMessage());
    }

    @Test
    void refusesAnotherFormat() throws IOException {
        build(shared, "--out=" + out()).done();
        rewrite("\"format\" : 1", "\"format\" : 2");
        assertEquals(
                out().resolve("manifest.json") + " has format 2, this program reads 1",
                assertThrows(StoreException.class, () -> FeatureCache.open(out()))
                        .getMessage());
    }

    @Test
    void refusesAnotherNumberOfRowsThanItsManifestSays() throws IOException {
        build(shared, "--out=" + out()).done();
        rewrite("\"rows\" : 500", "\"rows\" : 501");
        assertEquals(
                out() + " holds 500 rows, expected 501 as its manifest says; build it again",
                assertThrows(StoreException.class, () -> FeatureCache.open(out()))
                        .getMessage());
    }

    @Test
    void noticesValuesThatAreNotTheOnesThatWereBuilt() throws IOException {
        build(shared, "--out=" + out()).done();
        String manifest = Files.readString(out().resolve("manifest.json"));
        String crc = manifest.replaceAll("(?s).*\"crc32c\" : \"([0-9a-f]{8})\".*", "$1");
        rewrite(crc, "00000000");
        try (FeatureCache cache = FeatureCache.open(out())) {
            assertEquals(
                    "CRC-32C of the rows of " + out() + " is " + crc
                            + ", expected 00000000 as its manifest says; build it again",
                    assertThrows(StoreException.class, cache::verify).getMessage());
        }
    }

    @Test
    void refusesATableFileThatIsMissing() throws IOException {
        build(shared, "--out=" + out()).done();
        try (Stream<Path> files = Files.list(out().resolve("rocksdb"))) {
            Files.delete(files.filter(file -> file.toString().endsWith(".sst"))
                    .findFirst()
                    .orElseThrow());
        }
        String message = assertThrows(StoreException.class, () -> FeatureCache.open(out()))
                .getMessage();
        assertTrue(message.startsWith("Cannot open " + out() + ": "), message);
    }

    @Test
    void neverChangesWhatIsThere() throws IOException {
        Files.createDirectory(out());
        assertEquals(
                "bochner cache: " + out()
                        + " exists, expected a new name: a cache is never changed; build beside it and"
                        + " switch over",
                build(shared, "--out=" + out()).failed(2));
        assertEquals(0, out().toFile().list().length);
    }

    @Test
    void refusesAnOutThatIsNotOnThisMachine() throws IOException {
        assertEquals(
                "bochner cache: --out is hdfs://nn/cache, expected a path on this machine's disks: RocksDB opens no"
                        + " other; copy the directory afterwards",
                build(shared, "--out=hdfs://nn/cache").failed(2));
        Path lost = dir.resolve("no/such");
        assertEquals(
                "bochner cache: Cannot write " + lost + ": there is no directory " + lost.getParent(),
                build(shared, "--out=" + lost).failed(2));
    }

    @Test
    void saysWhichSnapshotsThereAre() throws IOException {
        assertEquals(
                "bochner cache: Table " + table(shared).root()
                        + " has no snapshot of 2026-11-19 of version m=8/seed=42, only of [" + DS + "]",
                build(shared, "--out=" + out(), "--ds=2026-11-19").failed(2));
        assertEquals(
                "bochner cache: Table " + table(shared).root()
                        + " has no snapshot of version m=8/seed=43, only versions" + " [m=8/seed=42]",
                CommandRun.of("cache", "--table=" + table(shared).root(), "--m=8", "--seed=43", "--out=" + out())
                        .failed(2));
    }

    @Test
    void refusesAFileThatIsNotTheOneThatWasPublished() throws IOException {
        publish(ITEMS.dataset(spark), DS);
        Path file;
        try (Stream<Path> files = Files.list(Path.of(snapshotPath(dir, DS).toUri()))) {
            file = files.filter(found -> found.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[100] ^= 1;
        Files.write(file, bytes);

        String complaint = build().failed(1);

        assertTrue(complaint.contains("is not the one that run "), complaint);
        assertNothingIsLeft();
    }

    /** By whatever SIGKILL interrupts: there is no cache, or it is whole, and the next build cleans up. */
    @ParameterizedTest
    @CsvSource({"building.lock", "rows-0.sst", "CURRENT"})
    void isCompleteOrAbsentIfItsBuildIsKilled(String when) throws Exception {
        publish(EmbeddingTable.of(20_000, 9, 4).dataset(spark), DS);
        ProcessBuilder builder =
                java(Bochner.class, "cache", "--table=" + table(dir).root(), "--m=8", "--seed=42", "--out=" + out());
        try (ChildProcess child = ChildProcess.start("builder", builder, dir.resolve("logs"))) {
            assertTrue(Deadline.of(Duration.ofMinutes(5))
                    .holds(() -> !child.isAlive() || !building(when).isEmpty()));
            child.kill();
        }
        List<Path> left = building("");
        if (Files.exists(out())) {
            try (FeatureCache cache = FeatureCache.open(out())) {
                cache.verify();
            }
        } else {
            assertEquals(1, left.size());
            String message = assertThrows(StoreException.class, () -> FeatureCache.open(left.get(0)))
                    .getMessage();
            assertTrue(message.contains(": no manifest.json; "), message);
            build().done();
        }
        assertEquals(List.of(), building(""));
    }

    /** Directories of builds that hold a file of this name, at any depth. */
    private List<Path> building(String file) {
        try (Stream<Path> found = Files.list(dir)) {
            return found.filter(path -> path.getFileName().toString().startsWith(".cache.building-"))
                    .filter(path -> Files.exists(path.resolve(file))
                            || Files.exists(path.resolve("rocksdb").resolve(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertNothingIsLeft() throws IOException {
        assertFalse(Files.exists(out()));
        assertEquals(List.of(), building(""));
    }

    private Path out() {
        return dir.resolve("cache");
    }

    private static FeatureTable table(Path parent) {
        return FeatureTable.at(
                new org.apache.hadoop.fs.Path(JobConfigs.uri(parent.resolve("table"))), new Configuration());
    }

    private static org.apache.hadoop.fs.Path snapshotPath(Path parent, String ds) {
        return table(parent).path(new Snapshot(VERSION, LocalDate.parse(ds)));
    }

    private FeatureRows rows(Path parent, String ds) {
        return FeatureRows.bySpark(spark, snapshotPath(parent, ds).toString());
    }

    private static float[] featuresOfItem(long item) {
        float[] features = new float[16];
        FeatureMap.of(new FeatureSpec(9, 8, 42, 1.0, Normalisation.L2)).apply(ITEMS.embedding(item), features);
        return features;
    }

    /** By the daily job. */
    private void publish(Dataset<Row> embeddings, String ds) throws IOException {
        publish(dir, embeddings, ds);
    }

    private static void publish(Path parent, Dataset<Row> embeddings, String ds) throws IOException {
        String source = parent.resolve("embeddings-" + ds).toString();
        embeddings.repartition(3).write().parquet(source);
        String settings = "bochner.features.versions = [{ m = 8, seed = \"42\" }]\n";
        Path conf = Files.writeString(
                parent.resolve("daily.conf"), JobConfigs.text(table(parent).root(), source) + settings);
        CommandRun.of("run", "--conf=" + conf, "--ds=" + ds).done();
    }

    private CommandRun build() {
        return build(dir, "--out=" + out());
    }

    private static CommandRun build(Path parent, String... options) {
        String[] version = {"cache", "--table=" + table(parent).root(), "--m=8", "--seed=42"};
        return CommandRun.of(
                Stream.concat(Stream.of(version), Stream.of(options)).toArray(String[]::new));
    }

    /** A JVM of its own with the classes and modules of this one. */
    private static ProcessBuilder java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-XX:+Ignore"))
                .forEach(command::add);
        // Short-lived: compiling would cost more than it saves.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx1g"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        return builder;
    }

    private void rewrite(String found, String replacement) throws IOException {
        Path manifest = out().resolve("manifest.json");
        String text = Files.readString(manifest);
        assertTrue(text.contains(found), text);
        Files.writeString(manifest, text.replace(found, replacement));
    }
}
