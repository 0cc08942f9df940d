package dev.bochner.audit.scan;

import dev.bochner.store.DamagedFileException;
import dev.bochner.store.StoredFile;
import dev.bochner.store.parquet.FeatureFileWriter;
import dev.bochner.store.parquet.VerifiedFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Some rows of feature files as a reader finds them: the first ones of a few files, spread over all. */
public final class StoredRows {

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
     * Reads them; one Spark job, after one that verifies the files that are looked into.
     *
     * @param all files, one or more
     * @param files most that are looked into
     * @param rows of each
     * @throws DamagedFileException if one of these files is not the one that was written
     */
    public static List<StoredRow> first(SparkSession spark, List<StoredFile> all, int files, int rows) {
        int looked = Math.min(files, all.size());
        List<StoredFile> chosen = IntStream.range(0, looked)
                .mapToObj(i -> all.get((int) ((long) i * all.size() / looked)))
                .toList();
        VerifiedFiles.require(spark, chosen);
        Dataset<Row> first = chosen.stream()
                .map(file -> first(spark, file, rows))
                .reduce(Dataset::union)
                .orElseThrow(() -> new IllegalArgumentException("There are no files to take rows from"));
        return first.collectAsList().stream().map(StoredRows::stored).toList();
    }

    private static Dataset<Row> first(SparkSession spark, StoredFile file, int rows) {
        Dataset<Row> stored = spark.read().parquet(file.uri()).limit(rows);
        Column id = Columns.id(stored);
        return stored.select(functions.xxhash64(id), stored.col(FeatureFileWriter.FEATURES));
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
