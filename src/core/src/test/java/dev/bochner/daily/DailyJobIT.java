package dev.bochner.daily;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.rff.Directions;
import dev.bochner.rff.ErrorBound;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.Publication.Existing;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** What the daily job publishes, on local disks. */
@ExtendWith(Fixtures.class)
class DailyJobIT {
    private static final LocalDate DS = LocalDate.of(2026, 11, 20);
    private static final FeatureSpec SPEC = FeatureSpec.gaussian(33, 64, 42, 1.0, Normalisation.L2);
    private static final EmbeddingTable EMBEDDINGS = EmbeddingTable.of(500, 33, 7);

    @TempDir
    Path directory;

    private String source(SparkSession spark, EmbeddingTable embeddings, int files) {
        Path path = directory.resolve("embeddings-" + files);
        embeddings.write(spark, JobConfigs.uri(path), files);
        return JobConfigs.uri(path);
    }

    private Path table() {
        return directory.resolve("table");
    }

    private Path published(String version) {
        return table().resolve("features").resolve(version).resolve("ds=" + DS);
    }

    private DailyResult run(SparkSession spark, String source, String... overrides) {
        return DailyJob.of(spark, JobConfigs.of(JobConfigs.uri(table()), source, overrides))
                .run(DS, Existing.REFUSE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void publishesTheBitsOfTheMapForEveryPartitioning(int files, SparkSession spark) {
        assertEquals(
                Status.PUBLISHED, run(spark, source(spark, EMBEDDINGS, files)).status());

        FeatureRows rows = FeatureRows.bySpark(spark, JobConfigs.uri(published("m=64/seed=42")));
        assertEquals(500, rows.count());
        FeatureMap map = FeatureMap.of(SPEC);
        float[] expected = new float[128];
        EMBEDDINGS.goodIds().forEach(id -> {
            map.apply(EMBEDDINGS.embedding(id), expected);
            assertArrayEquals(expected, rows.features(id));
        });
    }

    @Test
    void isReadAlikeByDuckDb(SparkSession spark) throws Exception {
        run(spark, source(spark, EMBEDDINGS, 2));

        FeatureRows.byDuckDb(published("m=64/seed=42"))
                .assertSameAs(FeatureRows.bySpark(spark, JobConfigs.uri(published("m=64/seed=42"))));
    }

    @Test
    void staysWithinTheStatedBoundOfTheExactFeatures(SparkSession spark) {
        run(spark, source(spark, EMBEDDINGS, 2));

        FeatureRows rows = FeatureRows.bySpark(spark, JobConfigs.uri(published("m=64/seed=42")));
        Directions directions = Directions.of(SPEC);
        ErrorBound bound = ErrorBound.of(SPEC, directions);
        EMBEDDINGS.goodIds().limit(50).forEach(id -> {
            float[] h = EMBEDDINGS.embedding(id);
            double[] exact = inDoublePrecision(directions, h);
            float[] features = rows.features(id);
            double norm = 0;
            for (int column = 0; column < features.length; column++) {
                // The oracle itself is in double: allow for its own error, which is far smaller.
                assertEquals(exact[column], features[column], bound.ofColumn(h, column) + 1e-14);
                norm += (double) features[column] * features[column];
            }
            assertEquals(1.0, Math.sqrt(norm), 1e-6);
        });
    }

    private static double[] inDoublePrecision(Directions directions, float[] h) {
        double norm = 0;
        for (float component : h) {
            norm += (double) component * component;
        }
        norm = Math.sqrt(norm);
        double[] features = new double[2 * SPEC.m()];
        for (int i = 0; i < SPEC.m(); i++) {
            double z = 0;
            for (int j = 0; j < h.length; j++) {
                z += directions.component(i, j) * (h[j] / norm);
            }
            features[2 * i] = Math.cos(z) / Math.sqrt(SPEC.m());
            features[2 * i + 1] = Math.sin(z) / Math.sqrt(SPEC.m());
        }
        return features;
    }

    @Test
    void publishesSeveralVersionsOfWhichTheSmallerArePrefixesOfTheLarger(SparkSession spark) {
        run(
                spark,
                source(spark, EMBEDDINGS, 2),
                "features.versions=[{m=64,seed=\"42\"},{m=16,seed=\"42\"},{m=48,seed=\"42\"},{m=64,seed=\"-1\"}]");

        FeatureRows large = FeatureRows.bySpark(spark, JobConfigs.uri(published("m=64/seed=42")));
        FeatureRows quarter = FeatureRows.bySpark(spark, JobConfigs.uri(published("m=16/seed=42")));
        FeatureRows threeQuarters = FeatureRows.bySpark(spark, JobConfigs.uri(published("m=48/seed=42")));
        assertEquals(
                500,
                FeatureRows.bySpark(spark, JobConfigs.uri(published("m=64/seed=-1")))
                        .count());
        EMBEDDINGS.goodIds().forEach(id -> {
            for (int column = 0; column < 32; column++) {
                assertEquals(quarter.features(id)[column], large.features(id)[column] * 2f);
            }
            for (int column = 0; column < 96; column++) {
                float expected = threeQuarters.features(id)[column];
                double rescaled = large.features(id)[column] * Math.sqrt(64.0 / 48.0);
                assertEquals(expected, rescaled, 2 * Math.ulp(expected));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"cast(embedding AS ARRAY<DOUBLE>)", "vector", "sparse vector", "bytes"})
    void givesTheSameBitsForEveryEncodingOfTheEmbedding(String encoding, SparkSession spark) {
        Path path = directory.resolve("encoded");
        encoded(EMBEDDINGS.dataset(spark), encoding).write().parquet(JobConfigs.uri(path));

        run(spark, JobConfigs.uri(path), "source.options={mergeSchema=\"false\"}");

        FeatureRows rows = FeatureRows.bySpark(spark, JobConfigs.uri(published("m=64/seed=42")));
        assertEquals(500, rows.count());
        FeatureMap map = FeatureMap.of(SPEC);
        float[] expected = new float[128];
        EMBEDDINGS.goodIds().forEach(id -> {
            map.apply(EMBEDDINGS.embedding(id), expected);
            assertArrayEquals(expected, rows.features(id));
        });
    }

    private static Dataset<Row> encoded(Dataset<Row> embeddings, String encoding) {
        SparkSession spark = embeddings.sparkSession();
        return switch (encoding) {
            case "vector" -> embeddings.withColumn("embedding", functions.array_to_vector(embeddings.col("embedding")));
            case "sparse vector" -> {
                spark.udf().register("sparse", (UDF1<Vector, Vector>) Vector::toSparse, SQLDataTypes.VectorType());
                yield embeddings
                        .withColumn("embedding", functions.array_to_vector(embeddings.col("embedding")))
                        .selectExpr("id", "sparse(embedding) AS embedding");
            }
            case "bytes" -> {
                spark.udf().register("bytes", (UDF1<Object, byte[]>) DailyJobIT::bytes, DataTypes.BinaryType);
                yield embeddings.selectExpr("id", "bytes(embedding) AS embedding");
            }
            default -> embeddings.selectExpr("id", encoding + " AS embedding");
        };
    }

    @SuppressWarnings("unchecked") // Spark gives a UDF a sequence of the array's elements.
    private static byte[] bytes(Object embedding) {
        List<Float> values = CollectionConverters.asJava((Seq<Float>) embedding);
        ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.size()).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(buffer::putFloat);
        return buffer.array();
    }

    @Test
    void carriesColumnsOfEveryAtomicTypeAndAnyIdType(SparkSession spark) {
        Path path = directory.resolve("typed");
        EMBEDDINGS
                .dataset(spark)
                .selectExpr(
                        "concat('item-', id) AS sku",
                        "embedding",
                        "id % 2 = 0 AS b",
                        "cast(id % 100 AS TINYINT) AS i8",
                        "cast(id AS SMALLINT) AS i16",
                        "cast(id AS INT) AS i32",
                        "id AS i64",
                        "cast(id AS FLOAT) / 3 AS f32",
                        "cast(id AS DOUBLE) / 3 AS f64",
                        "cast(id - 250 AS DECIMAL(7, 2)) AS d7",
                        "cast(id - 250 AS DECIMAL(17, 3)) AS d17",
                        "cast(id - 250 AS DECIMAL(38, 9)) AS d38",
                        "cast(concat('x', id) AS BINARY) AS bin",
                        "date_add(DATE'1969-12-30', cast(id AS INT)) AS day",
                        "timestamp_micros((id - 250) * 86400000001) AS t",
                        "cast(timestamp_micros((id - 250) * 3600000001) AS TIMESTAMP_NTZ) AS ntz",
                        "make_ym_interval(cast(id AS INT), 1) AS ym",
                        "make_dt_interval(cast(id AS INT), 1) AS dt",
                        "if(id % 3 = 0, NULL, concat('n', id)) AS nullable")
                .write()
                .parquet(JobConfigs.uri(path));
        String carried = "b, i8, i16, i32, i64, f32, f64, d7, d17, d38, bin, day, t, ntz, ym, dt, nullable";

        run(spark, JobConfigs.uri(path), "source.id-column=sku", "source.carry=[" + carried + "]");

        String columns = "sku, " + carried;
        Dataset<Row> expected = spark.read().parquet(JobConfigs.uri(path)).selectExpr(columns.split(", "));
        Dataset<Row> found =
                spark.read().parquet(JobConfigs.uri(published("m=64/seed=42"))).selectExpr(columns.split(", "));
        assertEquals(expected.schema(), found.schema());
        assertEquals(0, expected.exceptAll(found).count());
        assertEquals(0, found.exceptAll(expected).count());
    }

    @Test
    void readsTheSourceOnceForAllVersions(SparkSession spark) throws Exception {
        String source = source(spark, EMBEDDINGS, 2);
        AtomicLong read = new AtomicLong();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                read.addAndGet(end.taskMetrics().inputMetrics().recordsRead());
            }
        };
        spark.sparkContext().addSparkListener(listener);
        try {
            run(
                    spark,
                    source,
                    "source.unique-ids=true",
                    "features.dim=33",
                    "features.versions=[{m=64,seed=\"42\"},{m=16,seed=\"42\"},{m=8,seed=\"1\"}]");
            // Events arrive in order: when this job is known to have ended, so are the tasks before it.
            spark.sparkContext().listenerBus().waitUntilEmpty();
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }

        assertEquals(500, read.get());
    }

    @Test
    void changingOneItemAltersOneRow(SparkSession spark) {
        run(spark, source(spark, EMBEDDINGS, 2));
        FeatureRows before = FeatureRows.bySpark(spark, JobConfigs.uri(published("m=64/seed=42")));
        Path changed = directory.resolve("changed");
        EMBEDDINGS
                .dataset(spark)
                .selectExpr("id", "if(id = 123, transform(embedding, x -> -x), embedding) AS embedding")
                .write()
                .parquet(JobConfigs.uri(changed));

        DailyJob.of(spark, JobConfigs.of(JobConfigs.uri(table()), JobConfigs.uri(changed)))
                .run(DS, Existing.REPLACE);

        FeatureRows after = FeatureRows.bySpark(spark, JobConfigs.uri(published("m=64/seed=42")));
        List<Long> altered = EMBEDDINGS
                .goodIds()
                .filter(id -> !Arrays.equals(before.features(id), after.features(id)))
                .boxed()
                .toList();
        assertEquals(List.of(123L), altered);
    }

    @Test
    void leavesNothingBehindButTheTable(SparkSession spark) throws IOException {
        run(spark, source(spark, EMBEDDINGS, 2));

        try (Stream<Path> entries = Files.list(table())) {
            Set<String> names = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.endsWith(".crc"))
                    .collect(Collectors.toSet());
            assertEquals(Set.of("features", "_runs", "_staging", "_lock"), names);
        }
        try (Stream<Path> staging = Files.list(table().resolve("_staging"))) {
            assertEquals(List.of(), staging.toList());
        }
        try (Stream<Path> snapshot = Files.list(published("m=64/seed=42"))) {
            Set<String> names = snapshot.map(
                            entry -> entry.getFileName().toString().replaceAll("-[0-9]+-[0-9]+", ""))
                    .filter(name -> !name.endsWith(".crc"))
                    .collect(Collectors.toSet());
            assertEquals(Set.of("part.parquet", "_manifest.json", "_SUCCESS"), names);
        }
    }
}
