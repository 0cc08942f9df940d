package dev.bochner.audit.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Some rows of feature files as a reader finds them: the first ones of a few files, spread over all. */
public final class StoredRows {
    private static final String FEATURES = "features";

    private StoredRows() {}

    /** A stored row. */
    public static final class StoredRow {
        private final long hash;
        private final float[] features;

        StoredRow(long hash, float[] features) {
            this.hash = hash;
            this.features = features;
        }

        /** Hash of its id, as a scan of embeddings has it. */
        public long hash() {
            return hash;
        }

        /** Its features [2m]; its own copy. */
        public float[] features() {
            return features.clone();
        }
    }

    /**
     * Reads them; one Spark job.
     *
     * @param directory where the files are
     * @param names of all files, one or more
     * @param files most that are looked into
     * @param rows of each
     */
    public static List<StoredRow> first(SparkSession spark, Path directory, List<String> names, int files, int rows) {
        int looked = Math.min(files, names.size());
        Dataset<Row> all = IntStream.range(0, looked)
                .mapToObj(i -> names.get((int) ((long) i * names.size() / looked)))
                .map(name -> first(spark, new Path(directory, name), rows))
                .reduce(Dataset::union)
                .orElseThrow(() -> new IllegalArgumentException("There are no files in " + directory));
        return all.collectAsList().stream().map(StoredRows::stored).toList();
    }

    private static Dataset<Row> first(SparkSession spark, Path file, int rows) {
        Dataset<Row> stored = spark.read().parquet(file.toString()).limit(rows);
        Column id = Columns.id(stored);
        return stored.select(functions.xxhash64(id), stored.col(FEATURES));
    }

    private static StoredRow stored(Row row) {
        List<Float> values = new ArrayList<>(row.<Float>getList(1));
        float[] features = new float[values.size()];
        for (int j = 0; j < features.length; j++) {
            features[j] = values.get(j);
        }
        return new StoredRow(row.getLong(0), features);
    }
}
