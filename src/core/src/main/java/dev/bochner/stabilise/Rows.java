package dev.bochner.stabilise;

import dev.bochner.store.source.QuotedName;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Columns of a data frame by their places, or by names that may hold any character. */
final class Rows {
    private Rows() {}

    static Column column(Dataset<Row> rows, int place) {
        return column(rows, rows.columns()[place]);
    }

    static Column column(Dataset<Row> rows, String name) {
        return rows.col(QuotedName.of(name));
    }
}
