package dev.bochner.store.parquet;

import java.io.IOException;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** Some of a file's columns, which gather the rows of a row group in memory. */
interface RowGroupPart {
    /** Appends what is gathered to the row group that is open, a chunk for each column, and starts anew. */
    void flushTo(ParquetFileWriter out) throws IOException;
}
