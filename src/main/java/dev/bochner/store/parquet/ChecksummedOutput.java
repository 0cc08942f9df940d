package dev.bochner.store.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** An output file that takes the CRC-32C of the bytes on their way. */
final class ChecksummedOutput implements OutputFile, Closeable {
    private final OutputFile target;
    private Optional<PositionOutputStream> stream = Optional.empty();
    private final CRC32C checksum = new CRC32C();
    private long bytes;

    ChecksummedOutput(OutputFile target) {
        this.target = target;
    }

    long bytes() {
        return bytes;
    }

    long crc32c() {
        return checksum.getValue();
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        return tee(target.create(blockSizeHint));
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        return tee(target.createOrOverwrite(blockSizeHint));
    }

    private PositionOutputStream tee(PositionOutputStream out) {
        stream = Optional.of(new Tee(out));
        return stream.get();
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
        return target.supportsBlockSize();
    }

    @Override
    public long defaultBlockSize() {
        return target.defaultBlockSize();
    }

    @Override
    public String getPath() {
        return target.getPath();
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
        public void write(int b) throws IOException {
            out.write(b);
            checksum.update(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            out.write(b, off, len);
            checksum.update(b, off, len);
            bytes += len;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            // Hadoop flushes first, which fails the second time.
            if (!closed) {
                closed = true;
                out.close();
            }
        }
    }
}
