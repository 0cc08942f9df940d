package dev.bochner.store.source.scan;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Decompresses pages from array to array. Parquet's own way with Snappy and Zstandard goes through Hadoop's streams and
 * buffers of theirs, with a copy into and out of each; all other codecs take it here too.
 */
final class PageCodecs implements CompressionCodecFactory {
    private final CodecFactory parquets;

    PageCodecs(Configuration conf) {
        this.parquets = new CodecFactory(conf, 0);
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("a reader compresses nothing");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        BytesInputDecompressor parquetsOwn = parquets.getDecompressor(codec);
        return switch (codec) {
            case SNAPPY -> new OfArrays(PageCodecs::snappy, parquetsOwn);
            case ZSTD -> new OfArrays(PageCodecs::zstd, parquetsOwn);
            default -> parquetsOwn;
        };
    }

    @Override
    public void release() {
        parquets.release();
    }

    // The library writes as much as the data says, whatever the room.
    private static void snappy(byte[] in, int offset, int length, byte[] out) throws IOException {
        requireLength(Snappy.uncompressedLength(in, offset, length), out);
        Snappy.uncompress(in, offset, length, out, 0);
    }

    private static void zstd(byte[] in, int offset, int length, byte[] out) throws IOException {
        long size = Zstd.decompressByteArray(out, 0, out.length, in, offset, length);
        if (Zstd.isError(size)) {
            throw new IOException("a page is no Zstandard: " + Zstd.getErrorName(size));
        }
        requireLength(size, out);
    }

    private static void requireLength(long length, byte[] out) throws IOException {
        if (length != out.length) {
            throw new IOException("a page has " + length + " bytes, expected " + out.length);
        }
    }

    /** Fills the whole of an array. */
    private interface Inflation {
        void inflate(byte[] in, int offset, int length, byte[] out) throws IOException;
    }

    private record OfArrays(Inflation inflation, BytesInputDecompressor parquetsOwn) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput compressed, int size) throws IOException {
            ByteBufferInputStream in = compressed.toInputStream();
            ByteBuffer bytes = in.slice(in.available());
            if (!bytes.hasArray() || !bytes.hasRemaining()) {
                return parquetsOwn.decompress(compressed, size);
            }
            byte[] page = new byte[size];
            inflation.inflate(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining(), page);
            return BytesInput.from(page);
        }

        @Override
        public void decompress(ByteBuffer in, int length, ByteBuffer out, int size) throws IOException {
            parquetsOwn.decompress(in, length, out, size);
        }

        @Override
        public void release() {
            parquetsOwn.release();
        }
    }
}
