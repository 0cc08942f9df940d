package dev.bochner.store.parquet;

import dev.bochner.store.parquet.ColumnWriters.ColumnWriter;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;

/** Columns of an embedding row that go into a file as they are: the id and the carried ones. */
final class CopiedColumns {
    private final List<StructField> fields;
    private final int[] ordinals;
    private final ColumnWriter[] writers;

    /**
     * Prepares the columns.
     *
     * @param fields name and type of each
     * @param ordinals where each stands in an embedding row
     */
    CopiedColumns(List<StructField> fields, int[] ordinals, TimestampEncoding timestamps) {
        this.fields = List.copyOf(fields);
        this.ordinals = ordinals.clone();
        this.writers = fields.stream()
                .map(field -> ColumnWriters.of(field, timestamps))
                .toArray(ColumnWriter[]::new);
    }

    List<StructField> fields() {
        return fields;
    }

    int size() {
        return writers.length;
    }

    List<Type> types() {
        List<Type> types = new ArrayList<>();
        for (ColumnWriter writer : writers) {
            types.add(writer.type());
        }
        return types;
    }

    void write(RecordConsumer out, InternalRow row) {
        for (int i = 0; i < writers.length; i++) {
            if (!row.isNullAt(ordinals[i])) {
                out.startField(writers[i].type().getName(), i);
                writers[i].values().write(out, row, ordinals[i]);
                out.endField(writers[i].type().getName(), i);
            }
        }
    }
}
