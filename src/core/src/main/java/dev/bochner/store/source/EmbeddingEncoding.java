package dev.bochner.store.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** How an embedding column holds its numbers. */
public enum EmbeddingEncoding {
    FLOAT_ARRAY,
    DOUBLE_ARRAY,
    /** An ML Vector, dense or sparse. */
    VECTOR,
    /** Little-endian float32, four bytes a number. */
    FLOAT_BYTES;

    /** The types that hold an embedding, for messages. */
    public static final String TYPES = "array<float>, array<double>, an ML Vector, or binary (little-endian float32)";

    /**
     * The encoding of a column.
     *
     * @throws SourceSchemaException if its type holds no embedding
     */
    static EmbeddingEncoding of(StructField field) {
        return of(field.dataType())
                .orElseThrow(() -> new SourceSchemaException("Column " + field.name() + " (source.embedding-column) is "
                        + field.dataType().catalogString() + ", expected " + TYPES));
    }

    /** The encoding that a type stands for; empty if it holds no embedding. */
    public static Optional<EmbeddingEncoding> of(DataType type) {
        if (type.equals(SQLDataTypes.VectorType())) {
            return Optional.of(VECTOR);
        }
        if (type.equals(DataTypes.BinaryType)) {
            return Optional.of(FLOAT_BYTES);
        }
        if (type instanceof ArrayType array && array.elementType().equals(DataTypes.FloatType)) {
            return Optional.of(FLOAT_ARRAY);
        }
        if (type instanceof ArrayType array && array.elementType().equals(DataTypes.DoubleType)) {
            return Optional.of(DOUBLE_ARRAY);
        }
        return Optional.empty();
    }

    /** Spark's type for this encoding; elements of an array may be null. */
    public DataType type() {
        return switch (this) {
            case FLOAT_ARRAY -> DataTypes.createArrayType(DataTypes.FloatType);
            case DOUBLE_ARRAY -> DataTypes.createArrayType(DataTypes.DoubleType);
            case VECTOR -> SQLDataTypes.VectorType();
            case FLOAT_BYTES -> DataTypes.BinaryType;
        };
    }

    /**
     * The length of a non-null embedding, as Spark hands it to a function.
     *
     * @param embedding an ArrayData, the InternalRow behind an ML Vector, or a byte[]
     * @throws IllegalArgumentException if it is made of bytes, and not of four for each number
     */
    public int lengthOf(Object embedding) {
        return switch (this) {
            case FLOAT_ARRAY, DOUBLE_ARRAY -> ((ArrayData) embedding).numElements();
            case VECTOR -> lengthOfVector((InternalRow) embedding);
            case FLOAT_BYTES -> lengthOfBytes((byte[]) embedding);
        };
    }

    private static int lengthOfVector(InternalRow vector) {
        return vector.getByte(0) == EmbeddingReader.SPARSE
                ? vector.getInt(1)
                : vector.getArray(3).numElements();
    }

    private static int lengthOfBytes(byte[] bytes) {
        if (bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException(
                    "Embedding has " + bytes.length + " bytes, expected a multiple of 4 (little-endian float32)");
        }
        return bytes.length / Float.BYTES;
    }

    /** The length of a non-null embedding, as a column. */
    Column length(Column embedding) {
        return switch (this) {
            case FLOAT_ARRAY, DOUBLE_ARRAY -> org.apache.spark.sql.functions.size(embedding);
            case VECTOR -> org.apache.spark.sql.functions.size(functions.vector_to_array(embedding, "float64"));
            case FLOAT_BYTES -> org.apache.spark.sql.functions.length(embedding).divide(Float.BYTES);
        };
    }

    /** An embedding as array of float32, as a column, for queries of few rows; of wrong or missing bytes it makes null. */
    public Column floats(Column embedding) {
        return switch (this) {
            case FLOAT_ARRAY -> embedding;
            case DOUBLE_ARRAY -> embedding.cast(DataTypes.createArrayType(DataTypes.FloatType));
            case VECTOR -> functions.vector_to_array(embedding, "float32");
            case FLOAT_BYTES -> FLOATS_OF_BYTES.apply(embedding);
        };
    }

    private static final UserDefinedFunction FLOATS_OF_BYTES = org.apache.spark.sql.functions.udf(
            (UDF1<byte[], float[]>) EmbeddingEncoding::floatsOfBytes,
            DataTypes.createArrayType(DataTypes.FloatType, false));

    @SuppressWarnings("NullAway") // To Spark null is SQL's NULL, in and out.
    private static float[] floatsOfBytes(byte[] bytes) {
        if (bytes == null || bytes.length % Float.BYTES != 0) {
            return null;
        }
        float[] floats = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }
}
