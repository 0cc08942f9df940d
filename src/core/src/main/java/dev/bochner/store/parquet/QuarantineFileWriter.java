package dev.bochner.store.parquet;

import dev.bochner.store.VersionId;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A file of the quarantine: id and carried columns of the refused rows, why they were refused, and by which version if
 * not by all ({@code m} and {@code seed}, else null).
 */
public final class QuarantineFileWriter implements Closeable {
    private static final List<StructField> VERDICT = List.of(
            DataTypes.createStructField("quarantine_reason", DataTypes.StringType, false),
            DataTypes.createStructField("quarantine_detail", DataTypes.StringType, false),
            DataTypes.createStructField("m", DataTypes.IntegerType, true),
            DataTypes.createStructField("seed", DataTypes.LongType, true));

    private final TableFile file;
    private final CopiedColumns columns;
    private long groupRows;

    private QuarantineFileWriter(TableFile file, CopiedColumns columns) {
        this.file = file;
        this.columns = columns;
    }

    /** Creates the file; one of that name must not exist. */
    public static QuarantineFileWriter create(Path path, Configuration conf, RowLayout rows, FileFormat format)
            throws IOException {
        List<AtomicColumn> all = new ArrayList<>(rows.quarantined(format.timestamps()));
        VERDICT.forEach(field -> all.add(AtomicColumn.of(field, format.timestamps())));
        List<Integer> ordinals = new ArrayList<>();
        // A verdict stands before its row, whose width may be any.
        rows.ordinals().forEach(ordinal -> ordinals.add(VERDICT.size() + ordinal));
        IntStream.range(0, VERDICT.size()).forEach(ordinals::add);
        TableFile file = TableFile.create(path, conf, TableFile.Layout.of(all), format);
        return new QuarantineFileWriter(file, new CopiedColumns(all, ordinals, file));
    }

    private void endRowGroup() throws IOException {
        file.writeRowGroup(groupRows, List.of(columns));
        groupRows = 0;
    }

    /**
     * Appends a refused row.
     *
     * @param reason one word of a fixed vocabulary
     * @param detail for a person, with the value
     * @param version the version that refused it; empty if all do
     */
    public void write(InternalRow source, String reason, String detail, Optional<VersionId> version)
            throws IOException {
        GenericInternalRow verdict = new GenericInternalRow(new Object[] {
            UTF8String.fromString(reason),
            UTF8String.fromString(detail),
            version.map(VersionId::m).orElse(null),
            version.map(VersionId::seed).orElse(null)
        });
        columns.write(new JoinedRow(verdict, source));
        groupRows++;
        if (columns.bytes() > file.rowGroupLimit()) {
            endRowGroup();
        }
    }

    /** Where the file is. */
    public Path path() {
        return file.path();
    }

    @Override
    public void close() throws IOException {
        if (!file.isOpen()) {
            return;
        }
        if (groupRows > 0) {
            endRowGroup();
        }
        file.finish();
    }

    /** Gives the file up, as {@link FeatureFileWriter#abandon()} does. */
    public void abandon() {
        file.abandon();
    }
}
