package dev.bochner.store.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.statistics.FloatStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType;

/**
 * The buffer of a page of features: levels, then floats. It is used for page after page. The floats start at a fixed
 * place, since they come before it is known how many rows, and therefore levels, there will be; the levels end there.
 */
final class FeaturePage {
    private final Shape shape;
    private final byte[] bytes;
    private final FloatBuffer floats;
    private int levelBytes;
    private float min;
    private float max;

    FeaturePage(Shape shape) {
        this.shape = shape;
        this.bytes = new byte[shape.bytes()];
        this.floats = ByteBuffer.wrap(bytes, shape.levelBytes(), bytes.length - shape.levelBytes())
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    /**
     * What a page has room for.
     *
     * @param columns floats of a row
     * @param rows rows of a full page
     */
    record Shape(int columns, int rows) {
        /** The header of an array, which a memory region must hold, too. */
        private static final int ARRAY_HEADER = 16;

        /** The size of a page is an int, as the length of an array is. */
        private static final int MAX_COLUMNS = 536_870_000;

        /**
         * The largest page whose array, with its header, stays within a size. At a size of a mebibyte the array so fits
         * a memory region of G1, where a few bytes more would take up two.
         *
         * @param columns floats of a row
         * @param maxBytes a size that only a single row may exceed
         * @param maxRows rows of a page at most
         * @throws IllegalArgumentException if no page can hold a row
         */
        static Shape of(int columns, int maxBytes, int maxRows) {
            requirePossible(columns);
            long bytes = arrayWithin(maxBytes) - PageLevels.maxBytes(0);
            long fitting = bytes / new Shape(columns, 1).bytesPerRow();
            return new Shape(columns, (int) Math.max(1, Math.min(maxRows, fitting)));
        }

        /** Length of the longest array that stays within a size with its header; at least 1. */
        static int arrayWithin(int maxBytes) {
            return Math.max(1, maxBytes - ARRAY_HEADER);
        }

        static void requirePossible(int columns) {
            if (columns < 1 || columns > MAX_COLUMNS) {
                throw new IllegalArgumentException("Features have " + columns + " columns, expected 1 to " + MAX_COLUMNS
                        + ", which a page of Parquet can hold");
            }
        }

        /** Size of the buffer. */
        int bytes() {
            return Math.toIntExact(PageLevels.maxBytes(0) + rows * bytesPerRow());
        }

        /** At most how many bytes a row adds to a page. */
        long bytesPerRow() {
            return PageLevels.MAX_BYTES_PER_ROW + (long) columns * Float.BYTES;
        }

        /** The part of it in front of the floats. */
        int levelBytes() {
            return Math.toIntExact(PageLevels.maxBytes(rows));
        }
    }

    int rows() {
        return floats.position() / shape.columns();
    }

    int values() {
        return floats.position();
    }

    boolean isFull() {
        return !floats.hasRemaining();
    }

    /** Appends features [rows][columns], as many of these rows as there is room for, and says how many. */
    int append(float[] values, int offset, int rows) {
        int taken = Math.min(rows, floats.remaining() / shape.columns());
        floats.put(values, offset, taken * shape.columns());
        return taken;
    }

    /** Completes a page whose last row is in. */
    void seal(byte[] levels, float least, float greatest) {
        System.arraycopy(levels, 0, bytes, shape.levelBytes() - levels.length, levels.length);
        min = least;
        max = greatest;
        levelBytes = levels.length;
    }

    /** The page as it goes into a file, once it is sealed. */
    BytesInput content() {
        return BytesInput.from(bytes, shape.levelBytes() - levelBytes, levelBytes + values() * Float.BYTES);
    }

    Statistics<?> statistics(PrimitiveType type) {
        FloatStatistics statistics = (FloatStatistics) Statistics.createStats(type);
        statistics.setMinMax(min, max);
        return statistics;
    }

    /** Empties the page for others. */
    void clear() {
        floats.clear();
    }
}
