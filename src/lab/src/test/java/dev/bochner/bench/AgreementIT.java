package dev.bochner.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.FeatureMap;
import dev.bochner.testkit.Fixtures;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A contender that computes something else is not measured. */
@ExtendWith(Fixtures.class)
class AgreementIT {
    private static final Workload WORKLOAD = new Workload(50, 8, 4, 1, 1, "uncompressed");

    @Test
    void acceptsTheFeaturesOfTheMap(SparkSession spark) {
        new Agreement(WORKLOAD).require("ours", features(spark, 50, -1));
    }

    @Test
    void refusesAMissingRow(SparkSession spark) {
        assertEquals("peer wrote 49 rows, expected 50", refusal(features(spark, 49, -1)));
    }

    @Test
    void refusesAWrongColumn(SparkSession spark) {
        String refusal = refusal(features(spark, 50, 7));
        assertTrue(refusal.startsWith("peer gave item 7 9.0 in column 3, expected "), refusal);
    }

    private static String refusal(Dataset<Row> features) {
        return assertThrows(IllegalStateException.class, () -> new Agreement(WORKLOAD).require("peer", features))
                .getMessage();
    }

    /** Right features, but for column 3 of one item. */
    private static Dataset<Row> features(SparkSession spark, int rows, long wrongId) {
        FeatureMap map = FeatureMap.of(WORKLOAD.spec(0));
        List<Row> all = LongStream.range(0, rows)
                .mapToObj(id -> {
                    float[] features = new float[8];
                    map.apply(Inputs.embedding(id, 8), features);
                    if (id == wrongId) {
                        features[3] = 9;
                    }
                    return RowFactory.create(
                            id,
                            IntStream.range(0, 8)
                                    .mapToObj(column -> features[column])
                                    .toList());
                })
                .toList();
        StructType schema = new StructType()
                .add("id", DataTypes.LongType)
                .add("features", DataTypes.createArrayType(DataTypes.FloatType));
        return spark.createDataFrame(all, schema);
    }
}
