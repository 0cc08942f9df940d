package dev.bochner.serve.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.rocksdb.EnvOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Rows on their way into RocksDB: files of sorted tables, which a new database takes as they are. Nothing is written twice
 * and nothing has to be compacted.
 */
final class SortedTables implements AutoCloseable {
    private static final long FILE_BYTES = 128L << 20;

    private final RocksOptions options = new RocksOptions(0);
    private final EnvOptions environment = new EnvOptions();
    private final Path directory;
    private final int columns;
    private final ByteBuffer value;
    private final List<String> files = new ArrayList<>();
    private final CRC32C checksum = new CRC32C();
    private SstFileWriter writer;
    private long bytesInFile;
    private long rows;
    private long bytes;

    /** @param directory an existing one, of the build */
    SortedTables(Path directory, int columns) {
        this.directory = directory;
        this.columns = columns;
        this.value = ByteBuffer.allocate(columns * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        this.writer = new SstFileWriter(environment, options.options());
    }

    /** Adds a row, whose key comes behind all before it, and which has as many features as all. */
    void add(byte[] key, float[] features) throws RocksDBException {
        if (files.isEmpty() || bytesInFile >= FILE_BYTES) {
            openNext();
        }
        value.asFloatBuffer().put(features);
        writer.put(key, value.array());
        checksum.update(key);
        checksum.update(value.array());
        rows++;
        bytesInFile += key.length + value.capacity();
        bytes += key.length + value.capacity();
    }

    private void openNext() throws RocksDBException {
        if (!files.isEmpty()) {
            writer.finish();
            writer.close();
            writer = new SstFileWriter(environment, options.options());
        }
        String file = directory.resolve("rows-" + files.size() + ".sst").toString();
        writer.open(file);
        files.add(file);
        bytesInFile = 0;
    }

    /** Makes the database of the rows, by moving their files. */
    CacheManifest.Content finish() throws RocksDBException {
        Path target = RocksOptions.in(directory);
        try (RocksDB database = RocksDB.open(options.options(), target.toString());
                IngestExternalFileOptions moving = new IngestExternalFileOptions().setMoveFiles(true)) {
            if (!files.isEmpty()) {
                writer.finish();
                database.ingestExternalFile(files, moving);
            }
        }
        return new CacheManifest.Content(rows, columns, bytes, checksum.getValue());
    }

    @Override
    public void close() {
        writer.close();
        environment.close();
        options.close();
    }
}
