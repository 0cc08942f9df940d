package dev.bochner.audit.scan;

import dev.bochner.store.source.PublishedTypes;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Ids as text, for people.
 *
 * @param type Spark's type of the id column
 */
record IdText(DataType type) implements Serializable {
    /** Of an id column as {@link Columns#id} has it. */
    static IdText of(StructField id) {
        return new IdText(PublishedTypes.compared(id.dataType()));
    }

    String of(InternalRow row, int ordinal) {
        Object id = row.get(ordinal, type);
        if (type.equals(DataTypes.DateType)) {
            return LocalDate.ofEpochDay((Integer) id).toString();
        }
        if (type.equals(DataTypes.TimestampType)) {
            return Instant.EPOCH.plus((Long) id, ChronoUnit.MICROS).toString();
        }
        return id instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(id);
    }
}
