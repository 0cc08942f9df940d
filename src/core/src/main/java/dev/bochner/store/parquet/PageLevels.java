package dev.bochner.store.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/**
 * The levels of a page of lists that have all the same length and no nulls: they say where each list starts, and that
 * every value is there. They depend on the shape of the page alone, so that one encoding serves all pages of that shape.
 */
final class PageLevels {
    private static final int BIT_WIDTH = 1;

    /** What a row adds to the levels at most, beside what those of a page take up anyhow. */
    static final int MAX_BYTES_PER_ROW = 8;

    private static final int MAX_BYTES_PER_PAGE = 32;

    private static final int SLAB_BYTES = 1 << 10;
    private static final int MAX_SLAB_BYTES = 1 << 16;

    private PageLevels() {}

    /** Upper bound of the size of {@link #of}. */
    static long maxBytes(int rows) {
        return MAX_BYTES_PER_PAGE + (long) MAX_BYTES_PER_ROW * rows;
    }

    /**
     * Repetition levels, then definition levels, of a page of so many lists of so many columns, as a page of version 1
     * has them: the length of either in four bytes, then its runs.
     */
    static byte[] of(int rows, int columns) {
        try (RunLengthBitPackingHybridEncoder repetition = encoder();
                RunLengthBitPackingHybridEncoder definition = encoder()) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    repetition.writeInt(column == 0 ? 0 : 1);
                    definition.writeInt(1);
                }
            }
            return concatenated(repetition.toBytes(), definition.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot encode levels in memory", e);
        }
    }

    private static RunLengthBitPackingHybridEncoder encoder() {
        return new RunLengthBitPackingHybridEncoder(
                BIT_WIDTH, SLAB_BYTES, MAX_SLAB_BYTES, HeapByteBufferAllocator.getInstance());
    }

    private static byte[] concatenated(BytesInput repetition, BytesInput definition) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (BytesInput levels : List.of(repetition, definition)) {
            BytesInput.fromInt(Math.toIntExact(levels.size())).writeAllTo(out);
            levels.writeAllTo(out);
        }
        return out.toByteArray();
    }
}
