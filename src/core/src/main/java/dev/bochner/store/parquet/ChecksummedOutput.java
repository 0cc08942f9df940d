package dev.bochner.store.parquet;

import dev.bochner.store.StoreException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new file, in a directory that is there, that takes the CRC-32C of the bytes on their way. */
final class ChecksummedOutput implements OutputFile, Closeable {
    /**
     * Parquet's own output file asks for 4 KiB, so that a local file system is called for every 4 KiB; that took more
     * time than all of the rest of writing a row. HDFS has its packets and does not care.
     */
    private static final int BUFFER_BYTES = 64 << 10;

    private final FileSystem fs;
    private final Path path;
    private final OutputFile properties;
    private Optional<PositionOutputStream> stream = Optional.empty();
    private final CRC32C checksum = new CRC32C();
    private long bytes;

    ChecksummedOutput(Path path, Configuration conf) throws IOException {
        this.fs = path.getFileSystem(conf);
        this.path = path;
        this.properties = HadoopOutputFile.fromPath(path, conf);
    }

    long bytes() {
        return bytes;
    }

    long crc32c() {
        return checksum.getValue();
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        long blockSize = Math.max(fs.getDefaultBlockSize(path), blockSizeHint);
        // Not in a directory made anew: a task that outlives its run must not bring back what was cleaned.
        FSDataOutputStream out = fs.createFile(path)
                .create()
                .overwrite(false)
                .bufferSize(BUFFER_BYTES)
                .replication(fs.getDefaultReplication(path))
                .blockSize(blockSize)
                .build();
        PositionOutputStream tee = new Tee(HadoopStreams.wrap(out));
        stream = Optional.of(tee);
        return tee;
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        throw new UnsupportedOperationException("no file of a table replaces another: " + path);
    }

    /** Closes the stream, if there is one, for a writer that cannot do it itself. */
    @Override
    public void close() throws IOException {
        if (stream.isPresent()) {
            stream.get().close();
        }
    }

    @Override
    public boolean supportsBlockSize() {
        return properties.supportsBlockSize();
    }

    @Override
    public long defaultBlockSize() {
        return properties.defaultBlockSize();
    }

    @Override
    public String getPath() {
        return properties.getPath();
    }

    /** What may fail on the way to the disk. */
    private interface Writing {
        void run() throws IOException;
    }

    /** Names the file, which neither Hadoop nor Spark does where a disk is full. */
    private void writing(Writing action) {
        try {
            action.run();
        } catch (IOException | FSError e) {
            throw StoreException.of("write", path, e);
        }
    }

    private final class Tee extends PositionOutputStream {
        private final PositionOutputStream out;
        private boolean closed;

        Tee(PositionOutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() throws IOException {
            return out.getPos();
        }

        @Override
        public void write(int b) {
            writing(() -> out.write(b));
            checksum.update(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) {
            writing(() -> out.write(b, off, len));
            checksum.update(b, off, len);
            bytes += len;
        }

        @Override
        public void flush() {
            writing(out::flush);
        }

        @Override
        public void close() {
            // Hadoop flushes first, which fails the second time.
            if (!closed) {
                closed = true;
                writing(out::close);
            }
        }
    }
}
