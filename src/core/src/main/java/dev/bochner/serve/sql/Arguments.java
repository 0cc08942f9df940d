package dev.bochner.serve.sql;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.source.EmbeddingEncoding;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * The types of a call's arguments, which are all that is known of them before the query runs. Each method gives the type
 * that the function takes, to which Spark casts where the argument has another one. A literal NULL may stand for
 * anything.
 *
 * @param function name of the function called
 * @param types one field for each argument, in order
 */
record Arguments(String function, StructType types) {
    private static final Set<DataType> INTEGERS =
            Set.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

    /** What Spark makes an error of analysis, with this message and the call. */
    private static UnsupportedOperationException wrong(String message) {
        return new UnsupportedOperationException(message);
    }

    int count() {
        return types.size();
    }

    /** @param names of all that may be given, in order, for the message */
    void requireCount(int fewest, int most, String names) {
        if (count() < fewest || count() > most) {
            throw wrong(function + " takes " + (fewest == most ? "" + fewest : fewest + " to " + most) + " arguments ("
                    + names + "), got " + count());
        }
    }

    private DataType type(int index) {
        return types.fields()[index].dataType();
    }

    /** Numbers of other types than float and double come as floats, by Spark's cast. */
    EmbeddingEncoding embedding(int index) {
        DataType type = type(index);
        Optional<EmbeddingEncoding> encoding = EmbeddingEncoding.of(type);
        if (encoding.isEmpty() && !(type instanceof NullType) && !isArrayOfNumbers(type)) {
            throw unexpected(index, "embedding", EmbeddingEncoding.TYPES);
        }
        return encoding.orElse(EmbeddingEncoding.FLOAT_ARRAY);
    }

    private static boolean isArrayOfNumbers(DataType type) {
        return type instanceof ArrayType array
                && (array.elementType() instanceof NumericType || array.elementType() instanceof NullType);
    }

    DataType floats(int index, String name) {
        if (!(type(index) instanceof NullType) && !isArrayOfNumbers(type(index))) {
            throw unexpected(index, name, "array<float>");
        }
        return EmbeddingEncoding.FLOAT_ARRAY.type();
    }

    DataType integer(int index, String name) {
        if (!(type(index) instanceof NullType) && !INTEGERS.contains(type(index))) {
            throw unexpected(index, name, "an integer of at most 64 bits");
        }
        return DataTypes.LongType;
    }

    DataType number(int index, String name) {
        if (!(type(index) instanceof NullType) && !(type(index) instanceof NumericType)) {
            throw unexpected(index, name, "a number");
        }
        return DataTypes.DoubleType;
    }

    DataType bytes(int index, String name) {
        if (!(type(index) instanceof NullType) && !(type(index) instanceof BinaryType)) {
            throw unexpected(index, name, "binary");
        }
        return DataTypes.BinaryType;
    }

    DataType string(int index, String name) {
        if (!(type(index) instanceof NullType) && !(type(index) instanceof StringType)) {
            throw unexpected(index, name, "a string");
        }
        return DataTypes.StringType;
    }

    /** A date, as DATE or as its string. */
    DataType date(int index, String name) {
        if (type(index) instanceof DateType) {
            return DataTypes.DateType;
        }
        if (!(type(index) instanceof NullType) && !(type(index) instanceof StringType)) {
            throw unexpected(index, name, "a date, or a string like '2026-11-20'");
        }
        return DataTypes.StringType;
    }

    private UnsupportedOperationException unexpected(int index, String name, String expected) {
        return wrong(name + " of " + function + " is " + type(index).catalogString() + ", expected " + expected);
    }

    /**
     * The value of m as a row has it.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    static int directions(long m) {
        if (m < 1 || m > FeatureSpec.MAX_M) {
            throw new IllegalArgumentException("m is " + m + ", expected 1 to " + FeatureSpec.MAX_M);
        }
        return (int) m;
    }
}
