package dev.bochner.store.source.scan;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;

/** A task's way through its splits. The row it gives is overwritten by the next. */
final class SplitReader implements PartitionReader<InternalRow> {
    private final Iterator<Split> splits;
    private final StructType columns;
    private final Configuration conf;
    private final SpecificInternalRow row;

    private Optional<FileRows> rows = Optional.empty();
    private String path = "";

    SplitReader(List<Split> splits, StructType columns, Configuration conf) {
        this.splits = splits.iterator();
        this.columns = columns;
        this.conf = conf;
        this.row = new SpecificInternalRow(columns);
    }

    @Override
    public boolean next() {
        try {
            while (rows.isEmpty() || !rows.get().next(row)) {
                close();
                if (!splits.hasNext()) {
                    return false;
                }
                Split split = splits.next();
                path = split.path();
                rows = Optional.of(FileRows.open(split, columns, conf));
            }
            return true;
        } catch (IOException | RuntimeException e) {
            // Damaged bytes come out as any exception, wherever they first make no sense.
            throw new UnreadableFileException(path, e);
        }
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public void close() throws IOException {
        if (rows.isPresent()) {
            FileRows open = rows.get();
            rows = Optional.empty();
            open.close();
        }
    }
}
