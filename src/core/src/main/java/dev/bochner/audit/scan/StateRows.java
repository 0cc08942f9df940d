package dev.bochner.audit.scan;

import dev.bochner.stabilise.StateItems;
import dev.bochner.store.StoredFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** What the table of items of a stabiliser's state holds of some items. */
public final class StateRows {
    private static final String HASH = "hash";

    private StateRows() {}

    /** What the state knows of an item. */
    public static final class StateRow {
        private final int age;
        private final float[] mean;

        StateRow(int age, float[] mean) {
            this.age = age;
            this.mean = mean;
        }

        /** Refreshes that went into the mean. */
        public int age() {
            return age;
        }

        /** The mean [d], not normalised; its own copy. */
        public float[] mean() {
            return mean.clone();
        }
    }

    /**
     * Reads them, verified; two Spark jobs over the files.
     *
     * @param files of the table of items, one or more
     * @param hashes of the ids that are wanted, as a scan of embeddings has them
     */
    public static Map<Long, StateRow> of(SparkSession spark, List<StoredFile> files, Set<Long> hashes) {
        Dataset<Row> items = StateItems.read(spark, files);
        Dataset<Row> wanted =
                spark.createDataset(new ArrayList<>(hashes), Encoders.LONG()).toDF(HASH);
        Map<Long, StateRow> rows = new HashMap<>();
        items.select(Columns.hash(items).as(HASH), items.col(StateItems.AGE), items.col(StateItems.MEAN))
                .join(functions.broadcast(wanted), new String[] {HASH}, "left_semi")
                .collectAsList()
                .forEach(row -> rows.put(row.getLong(0), new StateRow(row.getInt(1), floats(row.getList(2)))));
        return Collections.unmodifiableMap(rows);
    }

    private static float[] floats(List<Float> values) {
        List<Float> copy = new ArrayList<>(values);
        float[] floats = new float[copy.size()];
        for (int j = 0; j < floats.length; j++) {
            floats[j] = copy.get(j);
        }
        return floats;
    }
}
