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
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the daily job publishes, on local disks. */
@ExtendWith(Fixtures.class)
class DailyJobIT {
    private static final LocalDate DS = LocalDate.of(2026, 11, 20);
    private static final FeatureSpec SPEC = new FeatureSpec(33, 64, 42, 1.0, Normalisation.L2);
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
}
