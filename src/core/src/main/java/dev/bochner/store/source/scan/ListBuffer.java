package dev.bochner.store.source.scan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.unsafe.Platform;

/**
 * Makes one list at a time, in the form that Spark copies from in one piece: the number of elements, a bit for each that
 * is null, the floats. The floats always begin at the same place and the header ends there, so that a list can grow
 * without knowing how long it will be.
 */
final class ListBuffer {
    private final UnsafeArrayData list = new UnsafeArrayData();
    private byte[] bytes = new byte[0];
    private FloatBuffer floats = FloatBuffer.allocate(0);
    private int[] nulls = new int[0];
    private int nullCount;
    private int size;
    /** Length of the list without nulls whose header stands in the buffer; -1 if there is none such. */
    private int headerOf = -1;

    ListBuffer() {
        grow(64);
    }

    /** Begins another list. */
    void clear() {
        size = 0;
        nullCount = 0;
    }

    void add(FloatBuffer source, int from, int count) {
        reserve(count);
        floats.put(size, source, from, count);
        size += count;
    }

    void add(float value) {
        reserve(1);
        floats.put(size++, value);
    }

    void addNull() {
        if (nullCount == nulls.length) {
            nulls = Arrays.copyOf(nulls, Math.max(16, 2 * nullCount));
        }
        nulls[nullCount++] = size;
        add(0f); // As Spark leaves it.
    }

    /** The list; the next {@link #clear} and what follows overwrite it. */
    UnsafeArrayData list() {
        if (size % 2 == 1) {
            reserve(1);
            floats.put(size, 0f); // Spark compares whole words.
        }
        if (headerOf != size || nullCount > 0) {
            writeHeader();
        }
        return list;
    }

    private void writeHeader() {
        int header = UnsafeArrayData.calculateHeaderPortionInBytes(size);
        int start = headerRoom() - header;
        Arrays.fill(bytes, start, headerRoom(), (byte) 0);
        int words = (size + 1) / 2;
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putLong(start, size);
        list.pointTo(bytes, Platform.BYTE_ARRAY_OFFSET + (long) start, header + words * Long.BYTES);
        for (int i = 0; i < nullCount; i++) {
            list.setNullAt(nulls[i]);
        }
        headerOf = nullCount == 0 ? size : -1;
    }

    private void reserve(int more) {
        if (size + more > floats.capacity()) {
            grow(Math.max(size + more, 2 * size));
        }
    }

    private void grow(int wanted) {
        int capacity = (wanted + 1) / 2 * 2;
        int room = UnsafeArrayData.calculateHeaderPortionInBytes(capacity);
        byte[] larger = new byte[room + capacity * Float.BYTES];
        FloatBuffer largerFloats = ByteBuffer.wrap(larger, room, capacity * Float.BYTES)
                .slice()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        largerFloats.put(0, floats, 0, size);
        bytes = larger;
        floats = largerFloats;
        headerOf = -1;
    }

    private int headerRoom() {
        return bytes.length - floats.capacity() * Float.BYTES;
    }
}
