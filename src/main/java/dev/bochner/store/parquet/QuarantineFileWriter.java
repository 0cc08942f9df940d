package dev.bochner.store.parquet;

import dev.bochner.store.VersionId;
import dev.bochner.store.parquet.ColumnWriters.ColumnWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
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

    private final TableFileWriter<Refused> file;

    private QuarantineFileWriter(TableFileWriter<Refused> file) {
        this.file = file;
    }

    private record Refused(InternalRow source, InternalRow verdict) {}

    /** Creates the file; one of that name must not exist. */
    public static QuarantineFileWriter create(Path path, Configuration conf, RowLayout rows, FileFormat format)
            throws IOException {
        CopiedColumns columns = rows.quarantined(format.timestamps());
        List<Type> types = new ArrayList<>(columns.types());
        List<StructField> fields = new ArrayList<>(columns.fields());
        List<ColumnWriter> verdict = VERDICT.stream()
                .map(field -> ColumnWriters.of(field, format.timestamps()))
                .toList();
        verdict.forEach(column -> types.add(column.type()));
        fields.addAll(VERDICT);
        TableFileWriter.Layout<Refused> layout =
                new TableFileWriter.Layout<>(types, DataTypes.createStructType(fields), (out, row) -> {
                    columns.write(out, row.source());
                    writeVerdict(out, row.verdict(), columns.size(), verdict);
                });
        return new QuarantineFileWriter(TableFileWriter.create(path, conf, layout, format));
    }

    private static void writeVerdict(RecordConsumer out, InternalRow row, int first, List<ColumnWriter> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (!row.isNullAt(i)) {
                String name = columns.get(i).type().getName();
                out.startField(name, first + i);
                columns.get(i).values().write(out, row, i);
                out.endField(name, first + i);
            }
        }
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
        file.write(new Refused(source, verdict));
    }

    /** Where the file is. */
    public Path path() {
        return file.path();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
