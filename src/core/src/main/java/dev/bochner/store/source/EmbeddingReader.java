package dev.bochner.store.source;

import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.Platform;

/**
 * Takes the embedding out of a row, as float32, or says why it cannot. Holds one embedding at a time; not for use by
 * several threads.
 */
public final class EmbeddingReader {
    private static final int VECTOR_FIELDS = 4;
    static final byte SPARSE = 0;

    private final EmbeddingEncoding encoding;
    private final int ordinal;
    private final Optional<BinaryType> binaryType;
    private final float[] h;

    /**
     * A reader of embeddings of one length.
     *
     * @param ordinal where the embedding stands in a row
     * @param d its length
     */
    public EmbeddingReader(EmbeddingEncoding encoding, int ordinal, int d) {
        this.ordinal = ordinal;
        this.encoding = encoding;
        this.binaryType = encoding.binaryType();
        this.h = new float[d];
    }

    /** A row that cannot be mapped. */
    public record RowRejection(Reason reason, String detail) {}

    /** The embedding last read; the next {@link #read} overwrites it. */
    public float[] embedding() {
        return h;
    }

    /** Reads the embedding of a row; empty if it is non-null, of the right length, without null elements. Whether it is finite is not looked at. */
    public Optional<RowRejection> read(InternalRow row) {
        if (row.isNullAt(ordinal)) {
            return refusal(Reason.NULL_EMBEDDING, "embedding is null");
        }
        return switch (encoding) {
            case FLOAT_ARRAY -> readFloats(row.getArray(ordinal));
            case DOUBLE_ARRAY -> readDoubles(row.getArray(ordinal));
            case VECTOR -> readVector(row.getStruct(ordinal, VECTOR_FIELDS));
            case FLOAT_BYTES, DOUBLE_BYTES, HALF_BYTES -> readBytes(row.getBinary(ordinal));
        };
    }

    /**
     * Reads an embedding that stands in no row, as Spark hands it to a function.
     *
     * @param embedding of the type that {@link EmbeddingEncoding#lengthOf} takes
     */
    public Optional<RowRejection> readValue(Object embedding) {
        return switch (encoding) {
            case FLOAT_ARRAY -> readFloats((ArrayData) embedding);
            case DOUBLE_ARRAY -> readDoubles((ArrayData) embedding);
            case VECTOR -> readVector((InternalRow) embedding);
            case FLOAT_BYTES, DOUBLE_BYTES, HALF_BYTES -> readBytes((byte[]) embedding);
        };
    }

    private Optional<RowRejection> readFloats(ArrayData values) {
        Optional<RowRejection> refused = lengthAndNulls(values);
        if (refused.isEmpty()) {
            copy(values);
        }
        return refused;
    }

    private void copy(ArrayData values) {
        if (values instanceof UnsafeArrayData unsafe) {
            long elements = unsafe.getBaseOffset() + UnsafeArrayData.calculateHeaderPortionInBytes(h.length);
            Platform.copyMemory(
                    unsafe.getBaseObject(), elements, h, Platform.FLOAT_ARRAY_OFFSET, (long) h.length * Float.BYTES);
            return;
        }
        for (int j = 0; j < h.length; j++) {
            h[j] = values.getFloat(j);
        }
    }

    private Optional<RowRejection> readDoubles(ArrayData values) {
        Optional<RowRejection> refused = lengthAndNulls(values);
        if (refused.isEmpty()) {
            for (int j = 0; j < h.length; j++) {
                h[j] = (float) values.getDouble(j);
            }
        }
        return refused;
    }

    private Optional<RowRejection> lengthAndNulls(ArrayData values) {
        if (values.numElements() != h.length) {
            return wrongLength(values.numElements());
        }
        if (values instanceof UnsafeArrayData unsafe && hasNoNulls(unsafe)) {
            return Optional.empty();
        }
        for (int j = 0; j < h.length; j++) {
            if (values.isNullAt(j)) {
                return refusal(Reason.NULL_ELEMENT, "element " + j + " is null");
            }
        }
        return Optional.empty();
    }

    /** Whether all words of the null bits, which lie behind the number of elements, are 0. */
    private static boolean hasNoNulls(UnsafeArrayData values) {
        Object base = values.getBaseObject();
        long first = values.getBaseOffset() + Long.BYTES;
        long end = values.getBaseOffset() + UnsafeArrayData.calculateHeaderPortionInBytes(values.numElements());
        for (long word = first; word < end; word += Long.BYTES) {
            if (Platform.getLong(base, word) != 0) {
                return false;
            }
        }
        return true;
    }

    // The struct behind an ML Vector: type (0 sparse, 1 dense), size, indices, values.
    private Optional<RowRejection> readVector(InternalRow vector) {
        if (vector.getByte(0) != SPARSE) {
            return readDoubles(vector.getArray(3));
        }
        if (vector.getInt(1) != h.length) {
            return wrongLength(vector.getInt(1));
        }
        ArrayData indices = vector.getArray(2);
        ArrayData values = vector.getArray(3);
        Arrays.fill(h, 0f);
        for (int k = 0; k < indices.numElements(); k++) {
            h[indices.getInt(k)] = (float) values.getDouble(k);
        }
        return Optional.empty();
    }

    private Optional<RowRejection> readBytes(byte[] bytes) {
        BinaryType type = binaryType.orElseThrow();
        if (bytes.length != (long) h.length * type.elementBytes()) {
            return wrongLength(type.divides(bytes) ? bytes.length / type.elementBytes() : bytes.length + " bytes");
        }
        type.read(bytes, h);
        return Optional.empty();
    }

    /**
     * Sum of the squares of the embedding last read, in double: infinite or NaN if and only if it is not finite. Within d
     * roundings of the exact one; where the bits of a feature depend on it, the map sums in an order of its own.
     */
    public double squaredNorm() {
        return squares(h);
    }

    // Four sums: one would wait for itself at every step.
    private static double squares(float[] h) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int j = 0;
        for (; j + 4 <= h.length; j += 4) {
            s0 += (double) h[j] * h[j];
            s1 += (double) h[j + 1] * h[j + 1];
            s2 += (double) h[j + 2] * h[j + 2];
            s3 += (double) h[j + 3] * h[j + 3];
        }
        for (; j < h.length; j++) {
            s0 += (double) h[j] * h[j];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** Says which element of the embedding last read is not finite, once the map has found that one is not. */
    public RowRejection notFinite() {
        int j = 0;
        while (Float.isFinite(h[j])) {
            j++;
        }
        return new RowRejection(Reason.NOT_FINITE, "element " + j + " is " + h[j] + " as float32");
    }

    private Optional<RowRejection> wrongLength(Object length) {
        return refusal(Reason.WRONG_LENGTH, "length is " + length + ", expected " + h.length);
    }

    private static Optional<RowRejection> refusal(Reason reason, String detail) {
        return Optional.of(new RowRejection(reason, detail));
    }
}
