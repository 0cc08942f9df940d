package dev.bochner.store.parquet;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;

/** Columns that are copied from rows as they are, by way of Parquet's own column writers. */
final class CopiedColumns implements RowGroupPart {
    private final AtomicColumn[] columns;
    private final int[] ordinals;
    private final MessageType schema;
    private final TableFile file;
    private final ColumnWriter[] writers;
    private Stores stores;

    /**
     * Prepares the first row group.
     *
     * @param columns what is copied
     * @param ordinals where each column stands in a row
     */
    CopiedColumns(List<AtomicColumn> columns, List<Integer> ordinals, TableFile file) {
        this.columns = columns.toArray(AtomicColumn[]::new);
        this.ordinals = ordinals.stream().mapToInt(Integer::intValue).toArray();
        this.schema = TableFile.schema(columns.stream().map(AtomicColumn::type).toList());
        this.file = file;
        this.writers = new ColumnWriter[this.columns.length];
        this.stores = open();
    }

    /** The buffers of one row group. They are plain heap, so nobody has to close them. */
    private record Stores(ColumnWriteStore columns, ColumnChunkPageWriteStore pages) {}

    @SuppressWarnings("deprecation") // Parquet 1.13, which Spark 3.5 brings, knows a compressor by no other type.
    private Stores open() {
        ParquetProperties properties = file.properties();
        ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(
                file.compressor(),
                schema,
                properties.getAllocator(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled());
        ColumnWriteStore store = properties.newColumnWriteStore(schema, pages);
        List<ColumnDescriptor> descriptors = schema.getColumns();
        for (int i = 0; i < writers.length; i++) {
            writers[i] = store.getColumnWriter(descriptors.get(i));
        }
        return new Stores(store, pages);
    }

    /**
     * Copies the columns of a row.
     *
     * @throws IllegalArgumentException if a column is null that must not be
     */
    void write(InternalRow row) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].write(writers[i], row, ordinals[i]);
        }
        stores.columns.endRecord();
    }

    /** How many bytes the rows gathered so far take up, about. */
    long bytes() {
        return stores.columns.getBufferedSize();
    }

    @Override
    public void flushTo(ParquetFileWriter out) throws IOException {
        stores.columns.flush();
        stores.pages.flushToFileWriter(out);
        stores = open();
    }
}
