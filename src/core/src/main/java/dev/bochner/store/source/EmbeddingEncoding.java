package dev.bochner.store.source;

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
    FLOAT_BYTES,
    /** Little-endian float64, eight bytes a number. */
    DOUBLE_BYTES,
    /** Little-endian float16, two bytes a number. */
    HALF_BYTES;

    /** The types that hold an embedding, for messages. */
    public static final String TYPES = "array<float>, array<double>, an ML Vector, or binary (little-endian float32)";

    /**
     * The encoding of a column.
     *
     * @param binaryType what it is if it is binary
     * @throws SourceSchemaException if its type holds no embedding
     */
    static EmbeddingEncoding of(StructField field, BinaryType binaryType) {
        return of(field.dataType(), binaryType)
                .orElseThrow(() -> new SourceSchemaException("Column " + field.name() + " (source.embedding-column) is "
                        + field.dataType().catalogString() + ", expected " + TYPES));
    }

    /** The encoding that a type stands for, binary as float32; empty if it holds no embedding. */
    public static Optional<EmbeddingEncoding> of(DataType type) {
        return of(type, BinaryType.FLOAT32);
    }

    /** The encoding that a type stands for; empty if it holds no embedding. */
    private static Optional<EmbeddingEncoding> of(DataType type, BinaryType binaryType) {
        if (type.equals(SQLDataTypes.VectorType())) {
            return Optional.of(VECTOR);
        }
        if (type.equals(DataTypes.BinaryType)) {
            return Optional.of(ofBytes(binaryType));
        }
        if (type instanceof ArrayType array && array.elementType().equals(DataTypes.FloatType)) {
            return Optional.of(FLOAT_ARRAY);
        }
        if (type instanceof ArrayType array && array.elementType().equals(DataTypes.DoubleType)) {
            return Optional.of(DOUBLE_ARRAY);
        }
        return Optional.empty();
    }

    /** The encoding of bytes. */
    public static EmbeddingEncoding ofBytes(BinaryType type) {
        return switch (type) {
            case FLOAT32 -> FLOAT_BYTES;
            case FLOAT64 -> DOUBLE_BYTES;
            case FLOAT16 -> HALF_BYTES;
        };
    }

    /** What the bytes are; empty if the embedding is not made of bytes. */
    Optional<BinaryType> binaryType() {
        return switch (this) {
            case FLOAT_ARRAY, DOUBLE_ARRAY, VECTOR -> Optional.empty();
            case FLOAT_BYTES -> Optional.of(BinaryType.FLOAT32);
            case DOUBLE_BYTES -> Optional.of(BinaryType.FLOAT64);
            case HALF_BYTES -> Optional.of(BinaryType.FLOAT16);
        };
    }

    private BinaryType bytes() {
        return binaryType().orElseThrow();
    }

    /** Spark's type for this encoding; elements of an array may be null. */
    public DataType type() {
        return switch (this) {
            case FLOAT_ARRAY -> DataTypes.createArrayType(DataTypes.FloatType);
            case DOUBLE_ARRAY -> DataTypes.createArrayType(DataTypes.DoubleType);
            case VECTOR -> SQLDataTypes.VectorType();
            case FLOAT_BYTES, DOUBLE_BYTES, HALF_BYTES -> DataTypes.BinaryType;
        };
    }

    /**
     * The length of a non-null embedding, as Spark hands it to a function.
     *
     * @param embedding an ArrayData, the InternalRow behind an ML Vector, or a byte[]
     * @throws IllegalArgumentException if it is made of bytes, and not of as many for each number
     */
    public int lengthOf(Object embedding) {
        return switch (this) {
            case FLOAT_ARRAY, DOUBLE_ARRAY -> ((ArrayData) embedding).numElements();
            case VECTOR -> lengthOfVector((InternalRow) embedding);
            case FLOAT_BYTES, DOUBLE_BYTES, HALF_BYTES -> lengthOfBytes((byte[]) embedding);
        };
    }

    private static int lengthOfVector(InternalRow vector) {
        return vector.getByte(0) == EmbeddingReader.SPARSE
                ? vector.getInt(1)
                : vector.getArray(3).numElements();
    }

    private int lengthOfBytes(byte[] bytes) {
        if (!bytes().divides(bytes)) {
            throw new IllegalArgumentException("Embedding has " + bytes.length + " bytes, expected a multiple of "
                    + bytes().elementBytes() + " (little-endian " + bytes().label() + ")");
        }
        return bytes.length / bytes().elementBytes();
    }

    /**
     * The numbers of an embedding that is made of bytes.
     *
     * @throws IllegalArgumentException if they are not as many bytes for each number
     */
    public float[] floatsOf(byte[] embedding) {
        float[] floats = new float[lengthOfBytes(embedding)];
        bytes().read(embedding, floats);
        return floats;
    }

    /** The length of a non-null embedding that is not made of bytes, as a column. */
    Column length(Column embedding) {
        return switch (this) {
            case FLOAT_ARRAY, DOUBLE_ARRAY -> org.apache.spark.sql.functions.size(embedding);
            case VECTOR -> org.apache.spark.sql.functions.size(functions.vector_to_array(embedding, "float64"));
            case FLOAT_BYTES, DOUBLE_BYTES, HALF_BYTES ->
                throw new IllegalArgumentException("bytes are counted one by one, see lengthOf");
        };
    }

    /** An embedding as array of float32, as a column, for queries of few rows; of wrong or missing bytes it makes null. */
    public Column floats(Column embedding) {
        return switch (this) {
            case FLOAT_ARRAY -> embedding;
            case DOUBLE_ARRAY -> embedding.cast(DataTypes.createArrayType(DataTypes.FloatType));
            case VECTOR -> functions.vector_to_array(embedding, "float32");
            case FLOAT_BYTES, DOUBLE_BYTES, HALF_BYTES -> floatsOfBytes(bytes()).apply(embedding);
        };
    }

    private static UserDefinedFunction floatsOfBytes(BinaryType type) {
        return org.apache.spark.sql.functions.udf(
                (UDF1<byte[], float[]>) bytes -> floats(bytes, type),
                DataTypes.createArrayType(DataTypes.FloatType, false));
    }

    @SuppressWarnings("NullAway") // To Spark null is SQL's NULL, in and out.
    private static float[] floats(byte[] bytes, BinaryType type) {
        if (bytes == null || !type.divides(bytes)) {
            return null;
        }
        float[] floats = new float[bytes.length / type.elementBytes()];
        type.read(bytes, floats);
        return floats;
    }
}
