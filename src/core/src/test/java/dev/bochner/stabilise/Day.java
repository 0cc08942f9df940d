package dev.bochner.stabilise;

import dev.bochner.store.source.EmbeddingEncoding;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Embeddings by id, as a day has them and as a state does.
 *
 * @param vectors by id; of one length
 */
record Day(Map<Long, float[]> vectors) {
    static final LocalDate DS = LocalDate.of(2026, 11, 20);

    /** Gaussian vectors of ids from 0 on, of all lengths: a state is not normalised. */
    static Day gaussian(int items, int d, long seed) {
        Random random = new Random(seed);
        Map<Long, float[]> vectors = new LinkedHashMap<>();
        for (long id = 0; id < items; id++) {
            vectors.put(id, Points.narrow(Points.gaussian(d, random)));
        }
        return new Day(vectors);
    }

    /** The same items, each x A times a number of its own. */
    Day times(double[][] a) {
        Map<Long, float[]> moved = new LinkedHashMap<>();
        vectors.forEach((id, x) -> {
            double[] y = Points.times(Points.widen(x), a);
            for (int k = 0; k < y.length; k++) {
                y[k] *= 1 + id % 3;
            }
            moved.put(id, Points.narrow(y));
        });
        return new Day(moved);
    }

    int d() {
        return vectors.values().iterator().next().length;
    }

    DayEmbeddings today(SparkSession spark) {
        return today(rows(spark));
    }

    DayEmbeddings today(Dataset<Row> rows) {
        return new DayEmbeddings(rows, EmbeddingEncoding.FLOAT_ARRAY, d(), Optional.empty());
    }

    /** Columns (id, embedding, parity), the last one the id modulo 2 as text. */
    Dataset<Row> rows(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        vectors.forEach((id, x) -> rows.add(RowFactory.create(id, boxed(x), "parity " + id % 2)));
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add("id", DataTypes.LongType)
                        .add("embedding", DataTypes.createArrayType(DataTypes.FloatType))
                        .add("parity", DataTypes.StringType));
    }

    /** The same as a table of items, last seen on {@link #DS}. */
    Dataset<Row> items(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        vectors.forEach((id, x) -> rows.add(RowFactory.create(id, 1, Date.valueOf(DS), boxed(x))));
        return spark.createDataFrame(
                rows,
                new StructType()
                        .add("item", DataTypes.LongType)
                        .add("age", DataTypes.IntegerType)
                        .add("last_seen", DataTypes.DateType)
                        .add("mean", DataTypes.createArrayType(DataTypes.FloatType)));
    }

    private static List<Float> boxed(float[] x) {
        List<Float> boxed = new ArrayList<>();
        for (float component : x) {
            boxed.add(component);
        }
        return boxed;
    }
}
