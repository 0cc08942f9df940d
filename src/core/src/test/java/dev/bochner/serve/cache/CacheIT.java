package dev.bochner.serve.cache;

import static dev.bochner.serve.cache.CachedTable.DS;
import static dev.bochner.serve.cache.CachedTable.ITEMS;
import static dev.bochner.serve.cache.CachedTable.VERSION;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StoreException;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.process.ChildProcess;
import dev.bochner.testkit.process.JavaProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    /** ITEMS, and a cache of them, which no test changes. */
    private static CachedTable shared;

    @TempDir
    private Path dir;

    private SparkSession spark;
    private CachedTable own;

    @BeforeAll
    static void publishItems(SparkSession session, @TempDir Path parent) throws IOException {
        shared = new CachedTable(parent);
        shared.publish(ITEMS.dataset(session), DS);
        shared.build().done();
    }

    @BeforeEach
    void useSpark(SparkSession session) {
        spark = session;
        own = new CachedTable(dir);
    }

    @Test
    void holdsTheBitsOfEveryRowOfTheTable() throws IOException {
        String said = shared.buildInto(own.out()).done();

        assertTrue(said.endsWith(": 500 rows of 16 columns, ids bigint, 36000 bytes"), said);
        FeatureRows rows = shared.rows(spark, DS);
        try (FeatureCache cache = FeatureCache.open(own.out())) {
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
        try (FeatureCache cache = FeatureCache.open(shared.out())) {
            float[] untouched = new float[16];
            assertFalse(cache.get(500, untouched));
            assertFalse(cache.get(-1, untouched));
            assertArrayEquals(new float[16], untouched);
            assertEquals(Optional.empty(), cache.get(Long.MIN_VALUE));
        }
    }

    @Test
    void takesSeveralIdsInTheirOrder() throws IOException {
        FeatureRows rows = shared.rows(spark, DS);
        try (FeatureCache cache = FeatureCache.open(shared.out())) {
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
        own.publish(ITEMS.dataset(spark).withColumn("id", functions.expr(expression)), DS);
        own.build().done();
        try (FeatureCache cache = FeatureCache.open(own.out())) {
            assertEquals(type, cache.manifest().ids().type());
            assertEquals(500, cache.manifest().content().rows());
            assertArrayEquals(featuresOfItem(13), cache.get(id).orElseThrow());
            assertArrayEquals(
                    featuresOfItem(13), cache.multiGet(List.of(id)).get(0).orElseThrow());
            assertEquals(
                    "Ids of " + own.out() + " are " + type + ", expected get(String) and not get(long)",
                    assertThrows(IllegalArgumentException.class, () -> cache.get(13))
                            .getMessage());
        }
    }

    /** Negative ids too: the order of the keys is that of the ids. */
    @ParameterizedTest
    @CsvSource({"tinyint", "smallint", "int", "bigint"})
    void findsIntegersOfAnyWidth(String type) throws IOException {
        EmbeddingTable few = EmbeddingTable.of(200, 9, 4);
        own.publish(few.dataset(spark).withColumn("id", functions.expr("cast(id - 100 AS " + type + ")")), DS);
        own.build().done();
        FeatureRows rows = own.rows(spark, DS);
        try (FeatureCache cache = FeatureCache.open(own.out())) {
            for (long id = -100; id < 100; id++) {
                assertArrayEquals(rows.features(id), cache.get(id).orElseThrow());
            }
        }
    }

    @Test
    void findsBinaryIds() throws IOException {
        own.publish(ITEMS.dataset(spark).withColumn("id", functions.expr("cast(concat('k', id) AS binary)")), DS);
        own.build().done();
        try (FeatureCache cache = FeatureCache.open(own.out())) {
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
        try (FeatureCache cache = FeatureCache.open(shared.out())) {
            CacheManifest manifest = cache.manifest();
            CacheManifest.Source source = manifest.source();
            FeatureSpec spec = FeatureSpec.gaussian(9, 8, 42, 1.0, Normalisation.L2);
            assertEquals(shared.table().root().toString(), source.table());
            assertEquals(new Snapshot(VERSION, LocalDate.parse(DS)), source.snapshot());
            assertEquals(spec.identity(), source.spec().identity());
            assertEquals(Directions.of(spec).sha256(), source.spec().directionsSha256());
            assertEquals(
                    shared.table().manifest(source.snapshot()).orElseThrow().runId(), source.runId());
            assertEquals(0, source.epoch());
            assertEquals(new CacheManifest.Ids("id", "bigint", IdEncoding.INT64), manifest.ids());
            assertEquals(16, cache.columns());
        }
    }

    @Test
    void isOpenInSeveralProcessesAtOnce() throws IOException {
        try (FeatureCache cache = FeatureCache.open(shared.out())) {
            ProcessBuilder reader =
                    JavaProgram.of(CacheReader.class, shared.out().toString(), "13");
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
        FeatureCache cache = FeatureCache.open(shared.out());
        cache.close();
        cache.close();
        assertEquals(
                shared.out() + " is closed",
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
        shared.buildInto(own.out()).done();
        rewrite("\"format\" : 1", "\"format\" : 2");
        assertEquals(
                own.out().resolve("manifest.json") + " has format 2, this program reads 1",
                assertThrows(StoreException.class, () -> FeatureCache.open(own.out()))
                        .getMessage());
    }

    @Test
    void refusesAnotherNumberOfRowsThanItsManifestSays() throws IOException {
        shared.buildInto(own.out()).done();
        rewrite("\"rows\" : 500", "\"rows\" : 501");
        assertEquals(
                own.out() + " holds 500 rows, expected 501 as its manifest says; build it again",
                assertThrows(StoreException.class, () -> FeatureCache.open(own.out()))
                        .getMessage());
    }

    @Test
    void noticesValuesThatAreNotTheOnesThatWereBuilt() throws IOException {
        shared.buildInto(own.out()).done();
        String manifest = Files.readString(own.out().resolve("manifest.json"));
        String crc = manifest.replaceAll("(?s).*\"crc32c\" : \"([0-9a-f]{8})\".*", "$1");
        rewrite(crc, "00000000");
        try (FeatureCache cache = FeatureCache.open(own.out())) {
            assertEquals(
                    "CRC-32C of the rows of " + own.out() + " is " + crc
                            + ", expected 00000000 as its manifest says; build it again",
                    assertThrows(StoreException.class, cache::verify).getMessage());
        }
    }

    @Test
    void refusesATableFileThatIsMissing() throws IOException {
        shared.buildInto(own.out()).done();
        try (Stream<Path> files = Files.list(own.out().resolve("rocksdb"))) {
            Files.delete(files.filter(file -> file.toString().endsWith(".sst"))
                    .findFirst()
                    .orElseThrow());
        }
        String message = assertThrows(StoreException.class, () -> FeatureCache.open(own.out()))
                .getMessage();
        assertTrue(message.startsWith("Cannot open " + own.out() + ": "), message);
    }

    private static float[] featuresOfItem(long item) {
        float[] features = new float[16];
        FeatureMap.of(FeatureSpec.gaussian(9, 8, 42, 1.0, Normalisation.L2)).apply(ITEMS.embedding(item), features);
        return features;
    }

    private void rewrite(String found, String replacement) throws IOException {
        Path manifest = own.out().resolve("manifest.json");
        String text = Files.readString(manifest);
        assertTrue(text.contains(found), text);
        Files.writeString(manifest, text.replace(found, replacement));
    }
}
