package dev.bochner.daily;

import dev.bochner.testkit.JobConfigs;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Days of embeddings that are like real ones: items in clusters, a little noise from day to day; and what can go wrong with
 * them.
 */
final class PlantedDays {
    static final int D = 16;
    static final int ITEMS = 1000;
    static final LocalDate DAY_ONE = LocalDate.of(2026, 11, 19);
    static final LocalDate DAY_TWO = DAY_ONE.plusDays(1);

    private static final int CLUSTERS = 40;
    private static final double SPREAD = 0.5;
    private static final double DAILY_NOISE = 0.1;
    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.StringType)
            .add("embedding", DataTypes.createArrayType(DataTypes.FloatType, false));

    private final SparkSession spark;
    private final Path directory;

    PlantedDays(SparkSession spark, Path directory) {
        this.spark = spark;
        this.directory = directory;
    }

    /** A day's embeddings by id. */
    static SortedMap<String, double[]> good(LocalDate ds) {
        SplittableRandom lasting = new SplittableRandom(7);
        SplittableRandom daily = new SplittableRandom(ds.toEpochDay());
        double[][] centres = new double[CLUSTERS][];
        for (int c = 0; c < CLUSTERS; c++) {
            centres[c] = gaussian(lasting, 1);
        }
        SortedMap<String, double[]> day = new TreeMap<>();
        for (int i = 0; i < ITEMS; i++) {
            double[] h = gaussian(lasting, SPREAD);
            double[] noise = gaussian(daily, DAILY_NOISE);
            for (int j = 0; j < D; j++) {
                h[j] += centres[i % CLUSTERS][j] + noise[j];
            }
            day.put("item-" + i, h);
        }
        return day;
    }

    static double[] gaussian(SplittableRandom random, double scale) {
        double[] values = new double[D];
        for (int j = 0; j < D; j++) {
            values[j] = scale * random.nextGaussian();
        }
        return values;
    }

    /** Writes a day, changed in some way. */
    void write(LocalDate ds, UnaryOperator<SortedMap<String, double[]>> change) {
        List<Row> rows = new ArrayList<>();
        change.apply(good(ds)).forEach((id, h) -> {
            Float[] values = new Float[h.length];
            for (int j = 0; j < h.length; j++) {
                values[j] = (float) h[j];
            }
            rows.add(RowFactory.create(id, values));
        });
        spark.createDataFrame(rows, SCHEMA)
                .coalesce(2)
                .write()
                .mode("overwrite")
                .parquet(JobConfigs.uri(directory.resolve("embeddings/ds=" + ds)));
    }

    /** The table of their features. */
    DailyTable table(Configuration hadoop, String... settings) {
        return DailyTable.in(
                new org.apache.hadoop.fs.Path(JobConfigs.uri(directory.resolve("bochner"))),
                hadoop,
                JobConfigs.uri(directory.resolve("embeddings")) + "/ds={ds}",
                settings);
    }

    /** Every embedding changed by itself. */
    static UnaryOperator<SortedMap<String, double[]>> each(UnaryOperator<double[]> change) {
        return day -> {
            SortedMap<String, double[]> changed = new TreeMap<>();
            day.forEach((id, h) -> changed.put(id, change.apply(h)));
            return changed;
        };
    }

    /** Multiplies by the same random orthogonal matrix. */
    static UnaryOperator<SortedMap<String, double[]>> rotated() {
        double[][] q = orthogonal(new SplittableRandom(99));
        return each(h -> {
            double[] out = new double[D];
            for (int i = 0; i < D; i++) {
                for (int j = 0; j < D; j++) {
                    out[j] += h[i] * q[i][j];
                }
            }
            return out;
        });
    }

    /** Gram and Schmidt on Gaussian rows. */
    private static double[][] orthogonal(SplittableRandom random) {
        double[][] q = new double[D][];
        for (int i = 0; i < D; i++) {
            q[i] = gaussian(random, 1);
            for (int k = 0; k < i; k++) {
                double product = 0;
                for (int j = 0; j < D; j++) {
                    product += q[i][j] * q[k][j];
                }
                for (int j = 0; j < D; j++) {
                    q[i][j] -= product * q[k][j];
                }
            }
            double norm = 0;
            for (double value : q[i]) {
                norm += value * value;
            }
            for (int j = 0; j < D; j++) {
                q[i][j] /= Math.sqrt(norm);
            }
        }
        return q;
    }

    /** Gives each item the vector of another one. */
    static UnaryOperator<SortedMap<String, double[]>> shuffled() {
        return day -> {
            List<double[]> vectors = new ArrayList<>(day.values());
            java.util.Collections.shuffle(vectors, new java.util.Random(3));
            SortedMap<String, double[]> changed = new TreeMap<>();
            day.keySet().forEach(id -> changed.put(id, vectors.get(changed.size())));
            return changed;
        };
    }
}
