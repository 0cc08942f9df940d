package dev.bochner.serve.cache;

import static dev.bochner.serve.cache.CachedTable.DS;
import static dev.bochner.serve.cache.CachedTable.ITEMS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.StoreException;
import dev.bochner.testkit.CommandRun;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.SparkSubmit;
import dev.bochner.testkit.process.ChildProcess;
import dev.bochner.testkit.process.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a cache comes about: whole, of the snapshot that was meant, or not at all. */
@ExtendWith(Fixtures.class)
final class CacheBuildIT {
    /** A table of ITEMS, which no test changes. */
    private static CachedTable shared;

    @TempDir
    private Path dir;

    private SparkSession spark;
    private CachedTable own;

    @BeforeAll
    static void publishItems(SparkSession session, @TempDir Path parent) throws IOException {
        shared = new CachedTable(parent);
        shared.publish(ITEMS.dataset(session), DS);
    }

    @BeforeEach
    void useSpark(SparkSession session) {
        spark = session;
        own = new CachedTable(dir);
    }

    @Test
    void takesTheNewestSnapshotUnlessToldAnother() throws IOException {
        own.publish(EmbeddingTable.of(30, 9, 5).dataset(spark), DS);
        own.publish(EmbeddingTable.of(40, 9, 6).dataset(spark), "2026-11-21");
        own.build().done();
        own.buildInto(dir.resolve("older"), "--ds=" + DS).done();
        try (FeatureCache newest = FeatureCache.open(own.out());
                FeatureCache older = FeatureCache.open(dir.resolve("older"))) {
            assertEquals(40, newest.manifest().content().rows());
            assertEquals(LocalDate.parse(DS), older.manifest().source().ds());
            assertArrayEquals(own.rows(spark, DS).features(29), older.get(29).orElseThrow());
            assertArrayEquals(
                    own.rows(spark, "2026-11-21").features(29), newest.get(29).orElseThrow());
        }
    }

    @Test
    void saysWhichSnapshotsThereAre() throws IOException {
        assertEquals(
                "bochner cache: Table " + shared.table().root()
                        + " has no snapshot of 2026-11-19 of version m=8/seed=42, only of [" + DS + "]",
                shared.buildInto(own.out(), "--ds=2026-11-19").failed(2));
        assertEquals(
                "bochner cache: Table " + shared.table().root()
                        + " has no snapshot of version m=8/seed=43, only versions" + " [m=8/seed=42]",
                CommandRun.of("cache", "--table=" + shared.table().root(), "--m=8", "--seed=43", "--out=" + own.out())
                        .failed(2));
    }

    @Test
    void neverChangesWhatIsThere() throws IOException {
        Files.createDirectory(own.out());
        assertEquals(
                "bochner cache: " + own.out()
                        + " exists, expected a new name: a cache is never changed; build beside it and"
                        + " switch over",
                shared.buildInto(own.out()).failed(2));
        assertEquals(0, own.out().toFile().list().length);
    }

    @Test
    void refusesAnOutThatIsNotOnThisMachine() throws IOException {
        assertEquals(
                "bochner cache: --out is hdfs://nn/cache, expected a path on this machine's disks: RocksDB opens no"
                        + " other; copy the directory afterwards",
                shared.buildInto("hdfs://nn/cache").failed(2));
        Path lost = dir.resolve("no/such");
        assertEquals(
                "bochner cache: Cannot write " + lost + ": there is no directory " + lost.getParent(),
                shared.buildInto(lost).failed(2));
    }

    @Test
    void refusesAFileThatIsNotTheOneThatWasPublished() throws IOException {
        own.publish(ITEMS.dataset(spark), DS);
        Path file;
        try (Stream<Path> files = Files.list(Path.of(own.snapshot(DS).toUri()))) {
            file = files.filter(found -> found.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[100] ^= 1;
        Files.write(file, bytes);

        String complaint = own.build().failed(4);

        assertTrue(complaint.contains("is not the one that was written: found "), complaint);
        assertNothingIsLeft();
    }

    /** By whatever SIGKILL interrupts: there is no cache, or it is whole, and the next build cleans up. */
    @ParameterizedTest
    @CsvSource({"building.lock", "rows-0.sst", "CURRENT", ".manifest.json", "manifest.json"})
    void isCompleteOrAbsentIfItsBuildIsKilled(String when) throws Exception {
        own.publish(EmbeddingTable.of(20_000, 9, 4).dataset(spark), DS);
        try (ChildProcess child = SparkSubmit.bochner()
                .withArguments("cache", "--table=" + own.table().root(), "--m=8", "--seed=42", "--out=" + own.out())
                .start()) {
            assertTrue(Deadline.of(Duration.ofMinutes(5))
                    .holds(() -> !child.isAlive() || !building(when).isEmpty()));
            child.kill();
        }
        List<Path> left = building("");
        if (!Files.exists(own.out())) {
            assertEquals(1, left.size());
            assertWholeOrWithoutManifest(left.get(0));
            own.build().done();
        }
        assertWhole(own.out());
        assertEquals(List.of(), building(""));
    }

    @Test
    void refusesAnIdThatComesTwice() throws IOException {
        Dataset<Row> items = ITEMS.dataset(spark);
        own.publish(items.union(items.where("id = 13")), DS, "source.unique-ids=true");
        String complaint = own.build().failed(1);
        assertTrue(
                complaint.contains("Id 13 comes twice in " + own.snapshot(DS)
                        + ", expected once: a cache has one row for each id. Was source.unique-ids set for a source"
                        + " whose ids are not?"),
                complaint);
        assertNothingIsLeft();
    }

    private static void assertWholeOrWithoutManifest(Path directory) {
        if (Files.exists(directory.resolve("manifest.json"))) {
            assertWhole(directory);
            return;
        }
        String message = assertThrows(StoreException.class, () -> FeatureCache.open(directory))
                .getMessage();
        assertTrue(message.contains(": no manifest.json; "), message);
    }

    private static void assertWhole(Path directory) {
        try (FeatureCache cache = FeatureCache.open(directory)) {
            cache.verify();
        }
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

    private void assertNothingIsLeft() {
        assertFalse(Files.exists(own.out()));
        assertEquals(List.of(), building(""));
    }
}
