package dev.bochner.store.source.scan;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A type of columns that are one value a row, with the form in a file that needs no conversion. Dates, timestamps and
 * decimals have several forms, with calendars; they are left to Spark.
 *
 * @param stored Parquet's type
 * @param annotations what Parquet may say about it, in its own words
 * @param copier copies the current value, which is not null
 */
record FlatType(DataType type, PrimitiveTypeName stored, Set<String> annotations, Copier copier) {
    private static final String NONE = "";

    private static final List<FlatType> ALL = List.of(
            new FlatType(
                    DataTypes.LongType,
                    PrimitiveTypeName.INT64,
                    Set.of(NONE, "INTEGER(64,true)"),
                    (from, to, ordinal) -> to.setLong(ordinal, from.getLong())),
            new FlatType(
                    DataTypes.IntegerType,
                    PrimitiveTypeName.INT32,
                    Set.of(NONE, "INTEGER(32,true)"),
                    (from, to, ordinal) -> to.setInt(ordinal, from.getInteger())),
            new FlatType(
                    DataTypes.ShortType,
                    PrimitiveTypeName.INT32,
                    Set.of("INTEGER(16,true)"),
                    (from, to, ordinal) -> to.setShort(ordinal, (short) from.getInteger())),
            new FlatType(
                    DataTypes.ByteType,
                    PrimitiveTypeName.INT32,
                    Set.of("INTEGER(8,true)"),
                    (from, to, ordinal) -> to.setByte(ordinal, (byte) from.getInteger())),
            new FlatType(
                    DataTypes.BooleanType,
                    PrimitiveTypeName.BOOLEAN,
                    Set.of(NONE),
                    (from, to, ordinal) -> to.setBoolean(ordinal, from.getBoolean())),
            new FlatType(
                    DataTypes.FloatType,
                    PrimitiveTypeName.FLOAT,
                    Set.of(NONE),
                    (from, to, ordinal) -> to.setFloat(ordinal, from.getFloat())),
            new FlatType(
                    DataTypes.DoubleType,
                    PrimitiveTypeName.DOUBLE,
                    Set.of(NONE),
                    (from, to, ordinal) -> to.setDouble(ordinal, from.getDouble())),
            // Without a word about it where spark.sql.parquet.binaryAsString says that such a column is text.
            new FlatType(
                    DataTypes.StringType,
                    PrimitiveTypeName.BINARY,
                    Set.of(NONE, "STRING"),
                    (from, to, ordinal) -> to.update(ordinal, text(from.getBinary()))),
            new FlatType(
                    DataTypes.BinaryType,
                    PrimitiveTypeName.BINARY,
                    Set.of(NONE),
                    (from, to, ordinal) -> to.update(ordinal, from.getBinary().getBytes())));

    /** Copies a value from a column to an ordinal of a row. */
    interface Copier {
        void copy(ColumnReader from, SpecificInternalRow to, int ordinal);
    }

    static Optional<FlatType> of(DataType type) {
        return ALL.stream().filter(flat -> flat.type.equals(type)).findFirst();
    }

    /** Whether a file's column holds the values as they are. */
    boolean isStoredAs(PrimitiveType column) {
        String annotation = Optional.ofNullable(column.getLogicalTypeAnnotation())
                .map(Object::toString)
                .orElse(NONE);
        return column.getPrimitiveTypeName() == stored && annotations.contains(annotation);
    }

    // The bytes stay in the page: it lies still until Spark has copied the row.
    private static UTF8String text(Binary value) {
        ByteBuffer bytes = value.toByteBuffer();
        return bytes.hasArray()
                ? UTF8String.fromBytes(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining())
                : UTF8String.fromBytes(value.getBytes());
    }
}
