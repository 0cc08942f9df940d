package dev.bochner.serve.cache;

import dev.bochner.store.FailureText;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a {@link FeatureCache} from a published snapshot: Spark sorts the rows by key, this process takes them partition by
 * partition and writes them in that order. A cache is complete or it does not exist.
 */
public final class CacheBuild {
    private static final Logger LOG = LoggerFactory.getLogger(CacheBuild.class);

    private final SparkSession spark;
    private final FeatureTable table;
    private final Manifest manifest;

    private CacheBuild(SparkSession spark, FeatureTable table, Manifest manifest) {
        this.spark = spark;
        this.table = table;
        this.manifest = manifest;
    }

    /**
     * The build of a snapshot.
     *
     * @throws IllegalArgumentException if it is not published
     * @throws StoreException if the table cannot be read
     */
    public static CacheBuild of(SparkSession spark, FeatureTable table, Snapshot snapshot) {
        Manifest manifest = table.manifest(snapshot)
                .orElseThrow(() -> new IllegalArgumentException("Table " + table.root() + " has no snapshot of "
                        + snapshot.ds() + " of version " + snapshot.version() + ", only of "
                        + table.dates(snapshot.version())));
        return new CacheBuild(spark, table, manifest);
    }

    /**
     * Builds it.
     *
     * @param out a local directory, which must not exist; the one that it lies in must
     * @throws IllegalArgumentException if out exists, or its parent does not
     * @throws StoreException if the snapshot is not what its manifest says: a file is another, rows are missing, an id is
     * null or comes twice; or if the cache cannot be written. There is no cache then
     */
    public CacheManifest into(Path out) {
        long start = System.nanoTime();
        try (BuildDirectory directory = BuildDirectory.beside(out)) {
            LOG.info("Building {} from {}", out, table.path(manifest.snapshot()));
            SnapshotRows rows = SnapshotRows.of(spark, table, manifest);
            CacheManifest made = new CacheManifest(source(), rows.ids(), write(rows, directory.path()), Instant.now());
            requireAllRows(made.content());
            requireStillPublished();
            writeManifest(directory.path(), made);
            directory.complete();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            LOG.info("Built {} with {} rows in {} ms", out, made.content().rows(), millis);
            return made;
        } catch (IOException | RocksDBException e) {
            throw new StoreException("Cannot build " + out + ": " + FailureText.of(e), e);
        }
    }

    private CacheManifest.Source source() {
        return new CacheManifest.Source(
                table.root().toString(),
                manifest.input().spec(),
                manifest.ds(),
                manifest.runId(),
                manifest.lineage().epoch(),
                manifest.lineage().state());
    }

    private CacheManifest.Content write(SnapshotRows rows, Path directory) throws RocksDBException {
        try (SortedTables tables = new SortedTables(directory, rows.columns())) {
            Iterator<KeyedFeatures> sorted = rows.sorted();
            while (sorted.hasNext()) {
                KeyedFeatures row = sorted.next();
                tables.add(row.getKey(), row.getFeatures());
            }
            return tables.finish();
        }
    }

    private void requireAllRows(CacheManifest.Content content) {
        long expected = manifest.counts().written();
        if (content.rows() != expected) {
            throw new StoreException(table.path(manifest.snapshot()) + " has " + content.rows() + " rows, expected "
                    + expected + " as its manifest says");
        }
    }

    /** A snapshot that was replaced meanwhile would be an old one under a new date. */
    private void requireStillPublished() {
        boolean same = table.manifest(manifest.snapshot())
                .filter(now -> now.runId().equals(manifest.runId()))
                .isPresent();
        if (!same) {
            throw new StoreException(table.path(manifest.snapshot())
                    + " was replaced or taken away while it was read: it was of run " + manifest.runId()
                    + ". Build the cache again");
        }
    }

    /** It gets its name when it is whole: a directory with a manifest has all of it. */
    private static void writeManifest(Path directory, CacheManifest made) throws IOException {
        Path unnamed = directory.resolve("." + FeatureCache.MANIFEST_FILE);
        try (FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(CacheManifestJson.bytes(made));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unnamed, directory.resolve(FeatureCache.MANIFEST_FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
