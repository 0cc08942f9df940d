package dev.bochner.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.config.JobConfig;
import dev.bochner.daily.DailyJob;
import dev.bochner.daily.DailyResult;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Snapshot;
import dev.bochner.store.VersionId;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.JobConfigs;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A table that the daily job published for two days, with the embeddings of the second: what consumers meet. Of day two
 * the embeddings are day one's turned in space, and of all sizes: ordinary, tiny, subnormal, huge, one component alone.
 */
final class ServedTable {
    static final int D = 33;
    static final VersionId VERSION = new VersionId(20, -42);

    private static final int ITEMS = 120;
    private static final LocalDate DAY_ONE = LocalDate.of(2026, 11, 19);
    private static final LocalDate DAY_TWO = DAY_ONE.plusDays(1);
    private static final double[] SIZES = {1, 1e-3, 1, 30, 1e30, 1, 1e-30, 1e-40};
    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.LongType)
            .add("embedding", DataTypes.createArrayType(DataTypes.FloatType, false));

    private final SparkSession spark;
    private final Path directory;
    private final FeatureTable table;

    private ServedTable(SparkSession spark, Path directory) {
        this.spark = spark;
        this.directory = directory;
        this.table = FeatureTable.at(
                new org.apache.hadoop.fs.Path(JobConfigs.uri(directory.resolve("table"))),
                spark.sparkContext().hadoopConfiguration());
    }

    /** Publishes both days into an empty directory, with these settings of the job. */
    static ServedTable publish(SparkSession spark, Path directory, String... settings) {
        ServedTable served = new ServedTable(spark, directory);
        for (LocalDate ds : List.of(DAY_ONE, DAY_TWO)) {
            served.write(ds);
            DailyResult result = DailyJob.of(spark, served.config(settings)).run(ds, Existing.REFUSE);
            assertEquals(DailyResult.Status.PUBLISHED, result.status(), result.message());
        }
        return served;
    }

    private JobConfig config(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("features.versions=[{m=" + VERSION.m() + ",seed=\"" + VERSION.seed() + "\"}]");
        all.add("features.sigma=0.75");
        String source = JobConfigs.uri(directory.resolve("embeddings")) + "/ds={ds}";
        return JobConfigs.of(table.root(), source, all.toArray(String[]::new));
    }

    private void write(LocalDate ds) {
        dataset(ds).coalesce(2).write().parquet(JobConfigs.uri(directory.resolve("embeddings/ds=" + ds)));
    }

    private Dataset<Row> dataset(LocalDate ds) {
        List<Row> rows = IntStream.range(0, ITEMS)
                .mapToObj(item -> RowFactory.create((long) item, boxed(embedding(ds, item))))
                .toList();
        return spark.createDataFrame(rows, SCHEMA);
    }

    private static float[] embedding(LocalDate ds, int item) {
        SplittableRandom random = new SplittableRandom(item);
        double[] h = new double[D];
        for (int j = 0; j < D; j++) {
            h[j] = item % 10 == 9 ? 0 : random.nextGaussian();
        }
        h[item % D] += item % 10 == 9 ? 1 : 0;
        float[] embedding = new float[D];
        for (int j = 0; j < D; j++) {
            embedding[j] = (float) (ds.equals(DAY_ONE) ? h[j] : turned(h, j) * SIZES[item % SIZES.length]);
        }
        return embedding;
    }

    /** Component j of h after a turn of each plane (j, j + 1) by 1 radian, j even. */
    private static double turned(double[] h, int j) {
        int other = j ^ 1;
        if (other >= D) {
            return -h[j];
        }
        return Math.cos(1) * h[j] + (j < other ? -Math.sin(1) : Math.sin(1)) * h[other];
    }

    private static Float[] boxed(float[] values) {
        Float[] boxed = new Float[values.length];
        for (int j = 0; j < boxed.length; j++) {
            boxed[j] = values[j];
        }
        return boxed;
    }

    SparkSession spark() {
        return spark;
    }

    FeatureTable table() {
        return table;
    }

    /** Where consumers may put files. */
    Path directory() {
        return directory;
    }

    /** The newest snapshot: day two's. */
    Snapshot snapshot() {
        return table.latest(VERSION).orElseThrow();
    }

    FeatureSpec spec() {
        return FeatureSpec.of(table.spec(VERSION).orElseThrow().identity());
    }

    /** The embeddings [items][d] of day two, by id from 0. */
    float[][] embeddings() {
        return IntStream.range(0, ITEMS)
                .mapToObj(item -> embedding(DAY_TWO, item))
                .toArray(float[][]::new);
    }

    /** The same as a data frame of {@code id BIGINT, embedding ARRAY<FLOAT>}. */
    Dataset<Row> items() {
        return dataset(DAY_TWO);
    }

    /** The published features [items][2m] of day two, by id from 0, as plain Spark reads them. */
    float[][] published() {
        return byId(FeatureRows.bySpark(spark, table.path(snapshot()).toString()));
    }

    /** Features by id from 0; fails unless there are those of all items and no others. */
    static float[][] byId(FeatureRows rows) {
        assertEquals(ITEMS, rows.count());
        return IntStream.range(0, ITEMS).mapToObj(rows::features).toArray(float[][]::new);
    }
}
