package dev.bochner.stabilise;

import dev.bochner.store.source.QuotedName;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Selects columns of a data frame by position, or by names that may contain any character. */
final class Rows {
    private Rows() {}

    static Column column(Dataset<Row> rows, int place) {
        return column(rows, rows.columns()[place]);
    }

    static Column column(Dataset<Row> rows, String name) {
        return rows.col(QuotedName.of(name));
    }
}
