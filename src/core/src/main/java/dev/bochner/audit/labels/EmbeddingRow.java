package dev.bochner.audit.labels;

import java.util.List;
import org.apache.spark.sql.Row;

/** Reads the columns of the rows of this package. */
final class EmbeddingRow {
    static final String ID = "id";
    static final String CLASSES = "classes";
    static final String TODAY = "today";
    static final String BEFORE = "before";

    private EmbeddingRow() {}

    static List<String> classes(Row row) {
        return row.getList(row.fieldIndex(CLASSES));
    }

    static float[] today(Row row) {
        return floats(row, TODAY);
    }

    static float[] before(Row row) {
        return floats(row, BEFORE);
    }

    private static float[] floats(Row row, String column) {
        List<Float> values = row.getList(row.fieldIndex(column));
        float[] floats = new float[values.size()];
        int j = 0;
        for (float value : values) {
            floats[j++] = value;
        }
        return floats;
    }
}
