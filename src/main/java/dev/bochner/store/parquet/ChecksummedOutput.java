package dev.bochner.store.parquet;

import java.io.IOException;
import java.util.zip.CRC32C;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** An output file that takes the CRC-32C of the bytes on their way. */
final class ChecksummedOutput implements OutputFile {
    private final OutputFile target;
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
        return new Tee(target.create(blockSizeHint));
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        return new Tee(target.createOrOverwrite(blockSizeHint));
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
            out.close();
        }
    }
}
