package dev.bochner.serve.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;

/** From an id to a key of the cache: bytes, which RocksDB compares as unsigned ones. */
public enum IdEncoding {
    /** Integers of any width: 64 bits, big-endian, the sign flipped, so that keys are in the order of the ids. */
    INT64("int64-big-endian-sign-flipped"),
    /** Strings: their UTF-8. */
    UTF8("utf-8"),
    /** Binary ids: their bytes. */
    BYTES("bytes"),
    /** Any other atomic type: the UTF-8 of what Spark's CAST AS STRING makes of it, timestamps in UTC. */
    SQL_TEXT("utf-8-of-sql-text");

    /** What INT64 has for a sign. */
    static final long SIGN = Long.MIN_VALUE;

    private static final int HEX_DIGITS = 16;

    private final String label;

    IdEncoding(String label) {
        this.label = label;
    }

    /** The word in a cache's manifest. */
    public String label() {
        return label;
    }

    /**
     * The encoding that a label stands for.
     *
     * @throws IllegalArgumentException if no encoding has that label
     */
    static IdEncoding of(String label) {
        return Stream.of(values())
                .filter(known -> known.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Key encoding is \"" + label + "\", expected one of "
                        + Stream.of(values()).map(IdEncoding::label).toList()));
    }

    /** The encoding of an id column. */
    static IdEncoding of(DataType type) {
        if (type.equals(DataTypes.LongType)
                || type.equals(DataTypes.IntegerType)
                || type.equals(DataTypes.ShortType)
                || type.equals(DataTypes.ByteType)) {
            return INT64;
        }
        if (type instanceof StringType) {
            return UTF8;
        }
        return type instanceof BinaryType ? BYTES : SQL_TEXT;
    }

    /** The key of an id, a binary column. */
    Column key(Column id) {
        return switch (this) {
            case INT64 ->
                functions.unhex(functions.lpad(
                        functions.hex(id.cast(DataTypes.LongType).bitwiseXOR(functions.lit(SIGN))), HEX_DIGITS, "0"));
            case UTF8, SQL_TEXT -> id.cast(DataTypes.StringType).cast(DataTypes.BinaryType);
            case BYTES -> id;
        };
    }

    /** An id as people write it, from its key. */
    String text(byte[] key) {
        return switch (this) {
            case INT64 -> Long.toString(ByteBuffer.wrap(key).getLong() ^ SIGN);
            case UTF8, SQL_TEXT -> '"' + new String(key, StandardCharsets.UTF_8) + '"';
            case BYTES -> "0x" + HexFormat.of().formatHex(key);
        };
    }

    /** The key of an integer id. */
    static byte[] key(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id ^ SIGN).array();
    }
}
