package dev.bochner.audit.scan;

import dev.bochner.store.source.PublishedTypes;
import dev.bochner.store.source.QuotedName;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/** Columns of an embedding snapshot, by their places. */
final class Columns {
    private Columns() {}

    static Dataset<Row> withId(Dataset<Row> rows) {
        return rows.where(id(rows).isNotNull());
    }

    /** Rows with an id, those of a share of the ids. */
    static Dataset<Row> fraction(Dataset<Row> rows, double fraction) {
        // Hashes are uniform over all 64-bit numbers, and the pool takes the smallest.
        return fraction >= 1
                ? withId(rows)
                : withId(rows).where(hash(rows).lt((long) (Long.MIN_VALUE + fraction * 0x1p64)));
    }

    /** The id as it is compared: integers by value, whatever their width. */
    static Column id(Dataset<Row> rows) {
        StructField id = rows.schema().fields()[0];
        Column column = named(rows, id.name());
        DataType compared = PublishedTypes.compared(id.dataType());
        return compared.equals(id.dataType()) ? column : column.cast(compared);
    }

    static Column embedding(Dataset<Row> rows) {
        return named(rows, rows.columns()[1]);
    }

    static Column named(Dataset<Row> rows, String name) {
        return rows.col(QuotedName.of(name));
    }

    static Column hash(Dataset<Row> rows) {
        return functions.xxhash64(id(rows));
    }
}
