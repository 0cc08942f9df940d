package dev.bochner.store.source.scan;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.StructType;

/** The rows of one split: of the row groups whose middle lies in it. Holds one row group's columns, compressed. */
final class FileRows implements Closeable {
    private final ParquetFileReader file;
    private final StructType columns;
    private final MessageType projection;
    private final String writer;
    private final ListBuffer[] buffers;

    private Optional<Object> rowGroup = Optional.empty();
    private List<RowColumn> current = List.of();
    private long rowsLeft;

    private FileRows(ParquetFileReader file, StructType columns) {
        this.file = file;
        this.columns = columns;
        FileMetaData facts = file.getFileMetaData();
        // It was looked at before; another file may have come in its place.
        FileColumns.obstacle(facts.getSchema(), columns).ifPresent(reason -> {
            throw new IllegalStateException("changed while it was read: " + reason);
        });
        this.projection = FileColumns.projection(facts.getSchema(), columns);
        this.writer = Optional.ofNullable(facts.getCreatedBy()).orElse("");
        this.buffers = new ListBuffer[columns.size()];
        if (columns.isEmpty()) {
            rowsLeft = file.getRowGroups().stream()
                    .mapToLong(BlockMetaData::getRowCount)
                    .sum();
        } else {
            file.setRequestedSchema(projection);
        }
    }

    static FileRows open(Split split, StructType columns, Configuration conf) throws IOException {
        Path path = new Path(split.path());
        ParquetFileReader file = ParquetFileReader.open(
                SourceFile.opened(path, split.fileLength(), conf),
                HadoopReadOptions.builder(conf, path)
                        .withRange(split.start(), split.start() + split.length())
                        .withCodecFactory(new PageCodecs(conf))
                        .build());
        try {
            return new FileRows(file, columns);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Puts the next row's values into a row; false if there is none. */
    boolean next(SpecificInternalRow row) throws IOException {
        while (rowsLeft == 0) {
            if (columns.isEmpty() || !nextRowGroup()) {
                return false;
            }
        }
        rowsLeft--;
        for (int i = 0; i < current.size(); i++) {
            current.get(i).next(row, i);
        }
        return true;
    }

    private boolean nextRowGroup() throws IOException {
        release();
        PageReadStore pages = file.readNextRowGroup();
        if (pages == null) {
            return false;
        }
        rowGroup = Optional.of(pages);
        ColumnReadStoreImpl flat = new ColumnReadStoreImpl(pages, new NoConverters(), projection, writer);
        List<RowColumn> opened = new ArrayList<>();
        for (ColumnDescriptor column : projection.getColumns()) {
            opened.add(open(column, pages, flat, opened.size()));
        }
        current = opened;
        rowsLeft = pages.getRowCount();
        return true;
    }

    /** Lets go of a row group that has been read: Parquet would hold it until the next one is in memory beside it. */
    private void release() throws IOException {
        current = List.of();
        // As an object: what is closeable in Parquet 1.16 is not in 1.13, which Spark 3.5 brings, and which holds
        // nothing.
        Optional<Object> read = rowGroup;
        rowGroup = Optional.empty();
        if (read.isPresent() && read.get() instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IOException("cannot let go of a row group", e);
            }
        }
    }

    private RowColumn open(ColumnDescriptor column, PageReadStore pages, ColumnReadStoreImpl flat, int ordinal)
            throws IOException {
        Optional<FlatType> type = FlatType.of(columns.apply(ordinal).dataType());
        if (type.isPresent()) {
            return new FlatColumn(type.get(), flat.getColumnReader(column), column.getMaxDefinitionLevel());
        }
        if (buffers[ordinal] == null) {
            buffers[ordinal] = new ListBuffer(FloatPage.elementBytes(column.getPrimitiveType()));
        }
        Type list = projection.getType(ordinal);
        return new FloatLists(list, column, pages.getPageReader(column), buffers[ordinal]);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Parquet's column readers want somebody to hand records to, also where nobody asks for one. */
    private static final class NoConverters extends GroupConverter {
        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}
