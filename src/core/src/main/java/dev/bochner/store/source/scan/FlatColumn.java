package dev.bochner.store.source.scan;

import org.apache.parquet.column.ColumnReader;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;

/** A column of one value a row, through Parquet's own column reader. */
record FlatColumn(FlatType type, ColumnReader values, int maxDefinition) implements RowColumn {
    @Override
    public void next(SpecificInternalRow row, int ordinal) {
        if (values.getCurrentDefinitionLevel() < maxDefinition) {
            row.setNullAt(ordinal);
        } else {
            type.copier().copy(values, row, ordinal);
        }
        values.consume();
    }
}
