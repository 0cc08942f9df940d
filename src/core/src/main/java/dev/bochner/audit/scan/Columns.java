package dev.bochner.audit.scan;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

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

    static Column id(Dataset<Row> rows) {
        return named(rows, rows.columns()[0]);
    }

    static Column embedding(Dataset<Row> rows) {
        return named(rows, rows.columns()[1]);
    }

    static Column named(Dataset<Row> rows, String name) {
        return rows.col("`" + name.replace("`", "``") + "`");
    }

    static Column hash(Dataset<Row> rows) {
        return functions.xxhash64(id(rows));
    }
}
