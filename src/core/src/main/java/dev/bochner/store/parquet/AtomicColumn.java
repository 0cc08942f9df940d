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
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type.Repetition;
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

/**
 * A column of one of Spark's atomic types, laid out as Spark's own writer lays it out.
 *
 * @param field what Spark sees
 * @param type what Parquet sees
 * @param values writes a value that is not null
 */
record AtomicColumn(StructField field, PrimitiveType type, ValueWriter values) {
    /** Repetition level of everything that stands in no list. */
    static final int NOT_REPEATED = 0;

    /** Definition level of a null. */
    private static final int NULL = 0;

    private static final int MAX_INT_DIGITS = 9;
    private static final int MAX_LONG_DIGITS = 18;
    private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;
    private static final long MICROS_PER_DAY = TimeUnit.DAYS.toMicros(1);

    /** Hands a value of a row to Parquet. */
    @FunctionalInterface
    interface ValueWriter {
        /**
         * Writes the value at an ordinal, which is not null.
         *
         * @param level the definition level of a value that is there
         */
        void write(ColumnWriter out, int level, SpecializedGetters row, int ordinal);
    }

    /**
     * Writes the value of a row, or that it is null.
     *
     * @throws IllegalArgumentException if it is null and must not be
     */
    void write(ColumnWriter out, SpecializedGetters row, int ordinal) {
        int level = type.isRepetition(Repetition.REQUIRED) ? 0 : 1;
        if (!row.isNullAt(ordinal)) {
            values.write(out, level, row, ordinal);
        } else if (level > NULL) {
            out.writeNull(NOT_REPEATED, NULL);
        } else {
            throw new IllegalArgumentException("Column " + field.name() + " is null, expected a value in every row");
        }
    }

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
    static AtomicColumn of(StructField field, TimestampEncoding timestamps) {
        DataType type = field.dataType();
        if (type instanceof DecimalType decimal) {
            return decimal(field, decimal);
        }
        if (type instanceof TimestampType) {
            return timestamp(field, timestamps);
        }
        if (type instanceof BinaryType) {
            return column(
                    field,
                    BINARY,
                    (out, level, row, i) ->
                            out.write(Binary.fromReusedByteArray(row.getBinary(i)), NOT_REPEATED, level));
        }
        if (type instanceof StringType) {
            // Spark reuses the row's memory, and a dictionary keeps its values: copy.
            return column(
                    field,
                    BINARY,
                    stringType(),
                    (out, level, row, i) -> out.write(
                            Binary.fromConstantByteArray(row.getUTF8String(i).getBytes()), NOT_REPEATED, level));
        }
        return numeric(field);
    }

    private static AtomicColumn numeric(StructField field) {
        DataType type = field.dataType();
        if (type instanceof BooleanType) {
            return column(field, BOOLEAN, (out, level, row, i) -> out.write(row.getBoolean(i), NOT_REPEATED, level));
        }
        if (type instanceof FloatType) {
            return column(field, FLOAT, (out, level, row, i) -> out.write(row.getFloat(i), NOT_REPEATED, level));
        }
        if (type instanceof DoubleType) {
            return column(field, DOUBLE, (out, level, row, i) -> out.write(row.getDouble(i), NOT_REPEATED, level));
        }
        if (type instanceof LongType || type instanceof DayTimeIntervalType) {
            return column(field, INT64, AtomicColumn::writeLong);
        }
        if (type instanceof TimestampNTZType) {
            return column(
                    field, INT64, timestampType(false, LogicalTypeAnnotation.TimeUnit.MICROS), AtomicColumn::writeLong);
        }
        return atMostInt(field);
    }

    private static AtomicColumn atMostInt(StructField field) {
        DataType type = field.dataType();
        if (type instanceof ByteType) {
            return column(
                    field,
                    INT32,
                    intType(Byte.SIZE, true),
                    (out, level, row, i) -> out.write((int) row.getByte(i), NOT_REPEATED, level));
        }
        if (type instanceof ShortType) {
            return column(
                    field,
                    INT32,
                    intType(Short.SIZE, true),
                    (out, level, row, i) -> out.write((int) row.getShort(i), NOT_REPEATED, level));
        }
        if (type instanceof IntegerType || type instanceof YearMonthIntervalType) {
            return column(field, INT32, AtomicColumn::writeInt);
        }
        if (type instanceof DateType) {
            return column(field, INT32, dateType(), AtomicColumn::writeInt);
        }
        throw new IllegalArgumentException("Column " + field.name() + " is " + type.catalogString()
                + ", expected an atomic type such as bigint or string");
    }

    private static void writeInt(ColumnWriter out, int level, SpecializedGetters row, int ordinal) {
        out.write(row.getInt(ordinal), NOT_REPEATED, level);
    }

    private static void writeLong(ColumnWriter out, int level, SpecializedGetters row, int ordinal) {
        out.write(row.getLong(ordinal), NOT_REPEATED, level);
    }

    private static AtomicColumn decimal(StructField field, DecimalType type) {
        int precision = type.precision();
        int scale = type.scale();
        LogicalTypeAnnotation annotation = decimalType(scale, precision);
        if (precision <= MAX_INT_DIGITS) {
            return column(field, INT32, annotation, (out, level, row, i) -> {
                long unscaled = row.getDecimal(i, precision, scale).toUnscaledLong();
                out.write((int) unscaled, NOT_REPEATED, level);
            });
        }
        if (precision <= MAX_LONG_DIGITS) {
            return column(field, INT64, annotation, (out, level, row, i) -> {
                long unscaled = row.getDecimal(i, precision, scale).toUnscaledLong();
                out.write(unscaled, NOT_REPEATED, level);
            });
        }
        int length = bytesForDigits(precision);
        PrimitiveType fixed = Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition(field))
                .length(length)
                .as(annotation)
                .named(field.name());
        return new AtomicColumn(field, fixed, (out, level, row, i) -> {
            BigInteger unscaled =
                    row.getDecimal(i, precision, scale).toJavaBigDecimal().unscaledValue();
            out.write(Binary.fromConstantByteArray(bigEndian(unscaled, length)), NOT_REPEATED, level);
        });
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

    private static AtomicColumn timestamp(StructField field, TimestampEncoding encoding) {
        return switch (encoding) {
            case TIMESTAMP_MICROS ->
                column(
                        field,
                        INT64,
                        timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS),
                        AtomicColumn::writeLong);
            case TIMESTAMP_MILLIS ->
                column(
                        field,
                        INT64,
                        timestampType(true, LogicalTypeAnnotation.TimeUnit.MILLIS),
                        (out, level, row, i) -> out.write(Math.floorDiv(row.getLong(i), 1000L), NOT_REPEATED, level));
            case INT96 ->
                column(field, INT96, (out, level, row, i) -> out.write(int96(row.getLong(i)), NOT_REPEATED, level));
        };
    }

    // Nanoseconds of the day, then the Julian day, little-endian.
    private static Binary int96(long micros) {
        ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(Math.floorMod(micros, MICROS_PER_DAY) * 1000L);
        buffer.putInt((int) Math.floorDiv(micros, MICROS_PER_DAY) + JULIAN_DAY_OF_EPOCH);
        return Binary.fromConstantByteArray(buffer.array());
    }

    private static AtomicColumn column(
            StructField field, PrimitiveType.PrimitiveTypeName primitive, ValueWriter values) {
        return new AtomicColumn(
                field, Types.primitive(primitive, repetition(field)).named(field.name()), values);
    }

    private static AtomicColumn column(
            StructField field,
            PrimitiveType.PrimitiveTypeName primitive,
            LogicalTypeAnnotation annotation,
            ValueWriter values) {
        PrimitiveType type =
                Types.primitive(primitive, repetition(field)).as(annotation).named(field.name());
        return new AtomicColumn(field, type, values);
    }

    private static Repetition repetition(StructField field) {
        return field.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED;
    }
}
