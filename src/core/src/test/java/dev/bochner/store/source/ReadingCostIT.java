package dev.bochner.store.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.EmbeddingTable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What reading costs, and who is to blame when it fails. */
final class ReadingCostIT extends SourceOnDisk {
    @Test
    void aScanOfIdsReadsIdsAlone() {
        EmbeddingTable.of(20_000, 64, 3).write(spark, source, 1);
        Dataset<Row> rows = open(spec()).rows();
        // Of a local file Parquet may read parts in threads of its own, whose bytes nobody counts.
        with("parquet.hadoop.vectored.io.enabled", "false", () -> {
            long all = bytesRead(() -> assertEquals(20_000, rows.collectAsList().size()));
            long ids = bytesRead(
                    () -> assertEquals(20_000, rows.select("id").distinct().count()));
            assertTrue(all > 20_000 * 64 * Float.BYTES, "read " + all);
            assertTrue(ids > 0 && ids < all / 10, ids + " of " + all);
        });
        assertEquals(20_000, rows.count());
    }

    private long bytesRead(Runnable action) {
        AtomicLong bytes = new AtomicLong();
        listening(
                new SparkListener() {
                    @Override
                    public void onTaskEnd(SparkListenerTaskEnd end) {
                        bytes.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
                    }
                },
                action);
        return bytes.get();
    }

    @Test
    void damagedPageIsTheSourcesFault() throws IOException {
        spark.sql(GOOD).coalesce(1).write().parquet(source);
        Path file = files().get(0);
        damage(file);
        EmbeddingSnapshot snapshot = open(spec());
        assertEquals(Optional.empty(), snapshot.reading().whySparks());
        SourceException e = assertThrows(
                SourceException.class,
                () -> SourceFailures.translating(
                        snapshot.description(), () -> snapshot.rows().collectAsList()));
        assertTrue(
                e.getMessage().startsWith("Cannot read parquet " + source + ": file:" + file + ": "), e.getMessage());
    }

    @Test
    void fileThatHasGoneIsTheSourcesFault() throws IOException {
        EmbeddingTable.of(300, 8, 3).write(spark, source, 3);
        EmbeddingSnapshot snapshot = open(spec());
        Dataset<Row> rows = snapshot.rows();
        Path file = files().get(1);
        Files.delete(file);
        SourceException e = assertThrows(
                SourceException.class,
                () -> SourceFailures.translating(snapshot.description(), () -> rows.collectAsList()));
        assertEquals("Cannot read parquet " + source + ": file:" + file + ": is no longer there", e.getMessage());
    }

    @Test
    void fileThatHasAnotherSchemaMeanwhileIsTheSourcesFault() throws IOException {
        spark.sql(GOOD).coalesce(1).write().parquet(source);
        EmbeddingSnapshot snapshot = open(spec());
        Dataset<Row> rows = snapshot.rows();
        String name = files().get(0).getFileName().toString();
        addFile("SELECT int(id) AS id, array(float(id), 1F, 2F) AS embedding FROM range(50)", name);
        SourceException e = assertThrows(
                SourceException.class,
                () -> SourceFailures.translating(snapshot.description(), () -> rows.collectAsList()));
        assertTrue(e.getMessage().contains(name + ": changed while it was read: column id is "), e.getMessage());
    }

    @Test
    void openingAndFingerprintingTakesOneJob() {
        EmbeddingTable.of(300, 8, 3).write(spark, source, 3);
        AtomicInteger jobs = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                jobs.incrementAndGet();
            }
        };
        listening(listener, () -> {
            EmbeddingSnapshot snapshot = open(spec());
            assertEquals(snapshot.fingerprint(), snapshot.fingerprint());
            snapshot.rows();
        });
        assertEquals(1, jobs.get());
    }

    @Test
    void fingerprintSeesWhatHasComeSince() {
        EmbeddingTable.of(300, 8, 3).write(spark, source, 3);
        EmbeddingSnapshot snapshot = open(spec());
        String before = snapshot.fingerprint().toString();
        addFile(GOOD, "part-99999.parquet");
        assertFalse(before.equals(snapshot.fingerprint().toString()));
    }

    private void listening(SparkListener listener, Runnable action) {
        spark.sparkContext().addSparkListener(listener);
        try {
            action.run();
            spark.sparkContext().listenerBus().waitUntilEmpty(); // Listeners hear of it a little later.
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
    }

    /** Overwrites the first pages, behind the magic number. */
    private static void damage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(4);
            byte[] noise = new byte[300];
            Arrays.fill(noise, (byte) 0xFF);
            bytes.write(noise);
        }
        // Hadoop's own checksum would be the one to complain, and HDFS keeps none there.
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }
}
