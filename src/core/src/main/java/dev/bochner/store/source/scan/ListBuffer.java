package dev.bochner.store.source.scan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.unsafe.Platform;

/**
 * Makes one list at a time, in the form that Spark copies from in one piece: the number of elements, a bit for each that
 * is null, the numbers. The numbers always begin at the same place and the header ends there, so that a list can grow
 * without knowing how long it will be.
 */
final class ListBuffer {
    private final int elementBytes;
    private final UnsafeArrayData list = new UnsafeArrayData();
    private byte[] bytes = new byte[0];
    private ByteBuffer values = ByteBuffer.allocate(0);
    private int[] nulls = new int[0];
    private int nullCount;
    private int size;
    /** Length of the list without nulls whose header stands in the buffer; -1 if there is none such. */
    private int headerOf = -1;

    /** @param elementBytes of a number, 4 or 8 */
    ListBuffer(int elementBytes) {
        this.elementBytes = elementBytes;
        grow(64);
    }

    /** Begins another list. */
    void clear() {
        size = 0;
        nullCount = 0;
    }

    /** Adds elements of a buffer, whose index 0 is the first number's first byte. */
    void add(ByteBuffer source, int from, int count) {
        reserve(count);
        values.put(size * elementBytes, source, from * elementBytes, count * elementBytes);
        size += count;
    }

    void addNull() {
        if (nullCount == nulls.length) {
            nulls = Arrays.copyOf(nulls, Math.max(16, 2 * nullCount));
        }
        nulls[nullCount++] = size;
        reserve(1);
        Arrays.fill(bytes, headerRoom() + size * elementBytes, headerRoom() + (size + 1) * elementBytes, (byte) 0);
        size++;
    }

    /** The list; the next {@link #clear} and what follows overwrite it. */
    UnsafeArrayData list() {
        if (size * elementBytes % Long.BYTES != 0) {
            reserve(1);
            values.putInt(size * elementBytes, 0); // Spark compares whole words.
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
        int words = (size * elementBytes + Long.BYTES - 1) / Long.BYTES;
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putLong(start, size);
        list.pointTo(bytes, Platform.BYTE_ARRAY_OFFSET + (long) start, header + words * Long.BYTES);
        for (int i = 0; i < nullCount; i++) {
            list.setNullAt(nulls[i]);
        }
        headerOf = nullCount == 0 ? size : -1;
    }

    private void reserve(int more) {
        if (size + more > capacity()) {
            grow(Math.max(size + more, 2 * size));
        }
    }

    private void grow(int wanted) {
        int capacity = (wanted + 1) / 2 * 2;
        int room = UnsafeArrayData.calculateHeaderPortionInBytes(capacity);
        byte[] larger = new byte[room + capacity * elementBytes];
        System.arraycopy(bytes, headerRoom(), larger, room, size * elementBytes);
        bytes = larger;
        values = ByteBuffer.wrap(larger, room, capacity * elementBytes).slice().order(ByteOrder.nativeOrder());
        headerOf = -1;
    }

    private int capacity() {
        return values.capacity() / elementBytes;
    }

    private int headerRoom() {
        return bytes.length - values.capacity();
    }
}
