package dev.bochner.store.source;

import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
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

    /**
     * The encoding of a column.
     *
     * @throws SourceSchemaException if its type holds no embedding
     */
    static EmbeddingEncoding of(StructField field) {
        DataType type = field.dataType();
        if (type.equals(SQLDataTypes.VectorType())) {
            return VECTOR;
        }
        if (type.equals(DataTypes.BinaryType)) {
            return FLOAT_BYTES;
        }
        if (type instanceof ArrayType array && array.elementType().equals(DataTypes.FloatType)) {
            return FLOAT_ARRAY;
        }
        if (type instanceof ArrayType array && array.elementType().equals(DataTypes.DoubleType)) {
            return DOUBLE_ARRAY;
        }
        throw new SourceSchemaException("Column " + field.name() + " (source.embedding-column) is "
                + type.catalogString()
                + ", expected array<float>, array<double>, an ML Vector, or binary (little-endian float32)");
    }

    /** The length of a non-null embedding, as a column. */
    Column length(Column embedding) {
        return switch (this) {
            case FLOAT_ARRAY, DOUBLE_ARRAY -> org.apache.spark.sql.functions.size(embedding);
            case VECTOR -> org.apache.spark.sql.functions.size(functions.vector_to_array(embedding, "float64"));
            case FLOAT_BYTES -> org.apache.spark.sql.functions.length(embedding).divide(Float.BYTES);
        };
    }
}
