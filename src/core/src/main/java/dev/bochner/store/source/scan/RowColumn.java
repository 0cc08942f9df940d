package dev.bochner.store.source.scan;

import java.io.IOException;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;

/** A column on its way through a row group. */
interface RowColumn {
    /** Puts its value of the next row at an ordinal. */
    void next(SpecificInternalRow row, int ordinal) throws IOException;
}
