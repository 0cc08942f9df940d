package dev.bochner.bench;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** The tables that the contenders read: Parquet as Spark writes it, one file a partition. */
final class Inputs {
    /** The day that all contenders process. */
    static final LocalDate DS = LocalDate.of(2026, 11, 20);

    /** The day before, for contenders that compare two days. */
    static final LocalDate BEFORE = DS.minusDays(1);

    private static final long SCRAMBLER = 0x9E3779B97F4A7C15L;

    private static final long OTHER_DAY = 1L << 40;

    private final SparkSession spark;
    private final Workload workload;
    private final Path directory;

    Inputs(SparkSession spark, Workload workload, Path directory) {
        this.spark = spark;
        this.workload = workload;
        this.directory = directory;
    }

    /** The embedding of an item: Gaussian, a function of the id only. */
    static float[] embedding(long id, int d) {
        Random random = new Random(id * SCRAMBLER);
        float[] h = new float[d];
        for (int j = 0; j < d; j++) {
            h[j] = (float) random.nextGaussian();
        }
        return h;
    }

    /** The codec of the input files, which all contenders use for their output too. */
    String codec() {
        return workload.codec();
    }

    /** Where the table (id bigint, embedding array of float32) is. */
    String embeddings() {
        return embeddings(DS);
    }

    /** Path of that table for a day. */
    String embeddings(LocalDate ds) {
        return embeddingsTemplate().replace("{ds}", ds.toString());
    }

    /** Path of that table as a template with {@code {ds}}. */
    String embeddingsTemplate() {
        return directory.toUri() + "embeddings-{ds}";
    }

    /** Where a feature table of both days may be made. */
    Path publishedTable() {
        return directory.resolve("published");
    }

    /** Where a feature table with a stabiliser may be made. */
    Path stabilisedTable(String stabiliser) {
        return directory.resolve("stabilised-" + stabiliser);
    }

    /** Where the table (id bigint, features binary) is: the bytes of the features of the first version. */
    String featureBytes() {
        return directory.resolve("feature-bytes").toUri().toString();
    }

    void writeEmbeddings() {
        writeEmbeddings(DS, 0);
    }

    /** The same items the day before, with other embeddings. */
    void writeEmbeddingsBefore() {
        writeEmbeddings(BEFORE, OTHER_DAY);
    }

    private void writeEmbeddings(LocalDate ds, long day) {
        int d = workload.d();
        UDF1<Long, float[]> embedding = id -> embedding(id + day, d);
        write(
                ids().withColumn(
                                "embedding",
                                functions
                                        .udf(embedding, DataTypes.createArrayType(DataTypes.FloatType, false))
                                        .apply(functions.col("id"))),
                embeddings(ds));
    }

    void writeFeatureBytes() {
        FeatureBytes features = new FeatureBytes(workload.spec(0));
        write(
                ids().withColumn(
                                "features",
                                functions.udf(features, DataTypes.BinaryType).apply(functions.col("id"))),
                featureBytes());
    }

    private Dataset<Row> ids() {
        return spark.range(0, workload.rows(), 1, workload.partitions()).toDF("id");
    }

    private void write(Dataset<Row> table, String path) {
        table.write().option("compression", codec()).parquet(path);
    }

    /** From ids to the bytes of their features. */
    private static final class FeatureBytes implements UDF1<Long, byte[]> {
        private static final long serialVersionUID = 1L;

        private final FeatureSpec spec;

        /** Not serialised: created again on each executor. */
        private transient Optional<FeatureMap> map = Optional.empty();

        FeatureBytes(FeatureSpec spec) {
            this.spec = spec;
        }

        @Override
        public byte[] call(Long id) {
            float[] features = new float[spec.columns()];
            map().apply(embedding(id, spec.d()), features);
            ByteBuffer bytes =
                    ByteBuffer.allocate(features.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(features);
            return bytes.array();
        }

        private synchronized FeatureMap map() {
            if (map.isEmpty()) {
                map = Optional.of(FeatureMap.of(spec));
            }
            return map.get();
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            map = Optional.empty();
        }
    }
}
