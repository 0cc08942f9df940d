package dev.bochner.serve.cache;

import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.StoreException;
import dev.bochner.store.parquet.FeatureFileWriter;
import dev.bochner.store.parquet.VerifiedFiles;
import dev.bochner.store.source.QuotedName;
import java.util.Iterator;
import java.util.Locale;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/** The rows of a published snapshot, in order of their keys. */
final class SnapshotRows {
    private static final String KEY = "key";

    /** Of a partition, which the driver holds in memory as a whole. */
    private static final long PARTITION_BYTES = 32L << 20;

    private final Path snapshot;
    private final Dataset<Row> stored;
    private final StructField id;
    private final IdEncoding encoding;
    private final Manifest manifest;

    private SnapshotRows(Path snapshot, Dataset<Row> stored, Manifest manifest) {
        this.snapshot = snapshot;
        this.stored = stored;
        this.manifest = manifest;
        this.id = stored.schema().fields()[0];
        this.encoding = IdEncoding.of(id.dataType());
    }

    /**
     * The rows of exactly the files that a manifest names.
     *
     * @throws StoreException if a file is not the one that was published
     */
    static SnapshotRows of(SparkSession spark, FeatureTable table, Manifest manifest) {
        Path directory = table.path(manifest.snapshot());
        // Its own: ids that are timestamps become the same text whatever the time zone of the session is.
        SparkSession session = spark.newSession();
        session.conf().set("spark.sql.session.timeZone", "UTC");
        return new SnapshotRows(directory, VerifiedFiles.read(session, table.dataFiles(manifest)), manifest);
    }

    CacheManifest.Ids ids() {
        return new CacheManifest.Ids(id.name(), id.dataType().sql().toLowerCase(Locale.ROOT), encoding);
    }

    /** All rows, checked as they come; a partition at a time comes to the driver. */
    Iterator<KeyedFeatures> sorted() {
        Column key = encoding.key(stored.col(QuotedName.of(id.name())));
        Iterator<KeyedFeatures> sorted = stored.select(key.as(KEY), stored.col(FeatureFileWriter.FEATURES))
                .repartitionByRange(partitions(), new Column(KEY))
                .sortWithinPartitions(KEY)
                .as(Encoders.bean(KeyedFeatures.class))
                .toLocalIterator();
        return new CheckedRows(sorted, snapshot, encoding, columns());
    }

    int columns() {
        return 2 * manifest.snapshot().version().m();
    }

    private int partitions() {
        return Math.toIntExact(1 + manifest.sizeBytes() / PARTITION_BYTES);
    }
}
