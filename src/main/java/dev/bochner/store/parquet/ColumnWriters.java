package dev.bochner.store.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT96;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** Spark's atomic types as Parquet columns, laid out as Spark's own writer lays them out. */
final class ColumnWriters {
    private static final int MAX_INT_DIGITS = 9;
    private static final int MAX_LONG_DIGITS = 18;
    private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;
    private static final long MICROS_PER_DAY = TimeUnit.DAYS.toMicros(1);

    private ColumnWriters() {}

    /** Writes the non-null value of one column. */
    @FunctionalInterface
    interface ValueWriter {
        void write(RecordConsumer out, SpecializedGetters row, int ordinal);
    }

    /** A column: its Parquet type and what writes its values. */
    record ColumnWriter(Type type, ValueWriter values) {}

    /** Whether a type can be an id or a carried column. */
    static boolean supports(DataType type) {
        try {
            of(DataTypes.createStructField("column", type, true), TimestampEncoding.INT96);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The column of a field.
     *
     * @throws IllegalArgumentException if its type is not atomic
     */
    static ColumnWriter of(StructField field, TimestampEncoding timestamps) {
        DataType type = field.dataType();
        if (type instanceof DecimalType decimal) {
            return decimal(field, decimal);
        }
        if (type instanceof TimestampType) {
            return timestamp(field, timestamps);
        }
        if (type instanceof BinaryType) {
            return column(field, BINARY, (out, row, i) -> out.addBinary(Binary.fromReusedByteArray(row.getBinary(i))));
        }
        if (type instanceof StringType) {
            // Spark reuses the row's memory, and a dictionary keeps its values: copy.
            return column(
                    field,
                    BINARY,
                    stringType(),
                    (out, row, i) -> out.addBinary(
                            Binary.fromConstantByteArray(row.getUTF8String(i).getBytes())));
        }
        return numeric(field);
    }

    private static ColumnWriter numeric(StructField field) {
        DataType type = field.dataType();
        if (type instanceof BooleanType) {
            return column(field, BOOLEAN, (out, row, i) -> out.addBoolean(row.getBoolean(i)));
        }
        if (type instanceof ByteType) {
            return column(field, INT32, intType(8, true), (out, row, i) -> out.addInteger(row.getByte(i)));
        }
        if (type instanceof ShortType) {
            return column(field, INT32, intType(16, true), (out, row, i) -> out.addInteger(row.getShort(i)));
        }
        if (type instanceof IntegerType || type instanceof YearMonthIntervalType) {
            return column(field, INT32, (out, row, i) -> out.addInteger(row.getInt(i)));
        }
        if (type instanceof DateType) {
            return column(field, INT32, dateType(), (out, row, i) -> out.addInteger(row.getInt(i)));
        }
        if (type instanceof LongType || type instanceof DayTimeIntervalType) {
            return column(field, INT64, (out, row, i) -> out.addLong(row.getLong(i)));
        }
        if (type instanceof TimestampNTZType) {
            LogicalTypeAnnotation micros = timestampType(false, LogicalTypeAnnotation.TimeUnit.MICROS);
            return column(field, INT64, micros, (out, row, i) -> out.addLong(row.getLong(i)));
        }
        if (type instanceof FloatType) {
            return column(field, FLOAT, (out, row, i) -> out.addFloat(row.getFloat(i)));
        }
        if (type instanceof DoubleType) {
            return column(field, DOUBLE, (out, row, i) -> out.addDouble(row.getDouble(i)));
        }
        throw new IllegalArgumentException("Column " + field.name() + " is " + type.catalogString()
                + ", expected an atomic type such as bigint or string");
    }

    private static ColumnWriter decimal(StructField field, DecimalType type) {
        int precision = type.precision();
        int scale = type.scale();
        LogicalTypeAnnotation annotation = decimalType(scale, precision);
        if (precision <= MAX_INT_DIGITS) {
            return column(
                    field,
                    INT32,
                    annotation,
                    (out, row, i) -> out.addInteger(
                            (int) row.getDecimal(i, precision, scale).toUnscaledLong()));
        }
        if (precision <= MAX_LONG_DIGITS) {
            return column(
                    field,
                    INT64,
                    annotation,
                    (out, row, i) ->
                            out.addLong(row.getDecimal(i, precision, scale).toUnscaledLong()));
        }
        int length = bytesForDigits(precision);
        Type fixed = Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition(field))
                .length(length)
                .as(annotation)
                .named(field.name());
        return new ColumnWriter(
                fixed,
                (out, row, i) -> out.addBinary(Binary.fromConstantByteArray(bigEndian(
                        row.getDecimal(i, precision, scale).toJavaBigDecimal().unscaledValue(), length))));
    }

    private static int bytesForDigits(int precision) {
        return BigInteger.TEN.pow(precision).bitLength() / Byte.SIZE + 1;
    }

    private static byte[] bigEndian(BigInteger value, int length) {
        byte[] shortest = value.toByteArray();
        byte[] padded = new byte[length];
        Arrays.fill(padded, 0, length - shortest.length, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, padded, length - shortest.length, shortest.length);
        return padded;
    }

    private static ColumnWriter timestamp(StructField field, TimestampEncoding encoding) {
        return switch (encoding) {
            case TIMESTAMP_MICROS ->
                column(
                        field,
                        INT64,
                        timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS),
                        (out, row, i) -> out.addLong(row.getLong(i)));
            case TIMESTAMP_MILLIS ->
                column(
                        field,
                        INT64,
                        timestampType(true, LogicalTypeAnnotation.TimeUnit.MILLIS),
                        (out, row, i) -> out.addLong(Math.floorDiv(row.getLong(i), 1000L)));
            case INT96 -> column(field, INT96, (out, row, i) -> out.addBinary(int96(row.getLong(i))));
        };
    }

    // Nanoseconds of the day, then the Julian day, little-endian.
    private static Binary int96(long micros) {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(Math.floorMod(micros, MICROS_PER_DAY) * 1000L);
        buffer.putInt((int) Math.floorDiv(micros, MICROS_PER_DAY) + JULIAN_DAY_OF_EPOCH);
        return Binary.fromConstantByteArray(buffer.array());
    }

    private static ColumnWriter column(StructField field, PrimitiveTypeName primitive, ValueWriter values) {
        return new ColumnWriter(Types.primitive(primitive, repetition(field)).named(field.name()), values);
    }

    private static ColumnWriter column(
            StructField field, PrimitiveTypeName primitive, LogicalTypeAnnotation annotation, ValueWriter values) {
        Type type = Types.primitive(primitive, repetition(field)).as(annotation).named(field.name());
        return new ColumnWriter(type, values);
    }

    private static Type.Repetition repetition(StructField field) {
        return field.nullable() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
    }
}
