package dev.bochner.experiments.stability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.clustering.KMeans;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * A stand-in for the categories of a shop, which MovieLens lacks: clusters of day one's embeddings (k-means on unit
 * vectors). They are kept for all days; an item that day one does not have belongs to none.
 */
final class LandmarkGroups {
    private static final long SEED = 1;
    private static final StructType SCHEMA =
            new StructType().add("id", "bigint").add("embedding", "array<float>");

    private final Map<Long, String> byId;

    private LandmarkGroups(Map<Long, String> byId) {
        this.byId = byId;
    }

    /** @param groups how many, as far as the embeddings differ */
    static LandmarkGroups of(SparkSession spark, Vectors dayOne, int groups) {
        List<Row> rows = new ArrayList<>();
        dayOne.ids().forEach(id -> rows.add(RowFactory.create(id, dayOne.of(id))));
        Dataset<Row> vectors = spark.createDataFrame(rows, SCHEMA)
                .coalesce(1)
                .withColumn("features", functions.array_to_vector(org.apache.spark.sql.functions.col("embedding")))
                .cache();
        try {
            Map<Long, String> byId = new HashMap<>();
            new KMeans()
                    .setK(groups)
                    .setSeed(SEED)
                    .setDistanceMeasure("cosine")
                    .fit(vectors)
                    .transform(vectors)
                    .select("id", "prediction")
                    .collectAsList()
                    .forEach(row -> byId.put(row.getLong(0), "cluster-" + row.getInt(1)));
            return new LandmarkGroups(byId);
        } finally {
            vectors.unpersist();
        }
    }

    Optional<String> of(long id) {
        return Optional.ofNullable(byId.get(id));
    }
}
