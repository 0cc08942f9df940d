package dev.bochner.audit.labels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.VersionId;
import dev.bochner.testkit.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Fixtures.class)
final class LabelMeasuresIT {
    private static final int D = 4;
    private static final int N = 600;
    private static final FeatureSpec SPEC = FeatureSpec.gaussian(D, 16, 42, 1.0, Normalisation.L2);
    private static final VersionId VERSION = new VersionId(16, 42);
    private static final StructType LABELS =
            new StructType().add("id", DataTypes.StringType).add("label", DataTypes.StringType);
    private static final StructType EMBEDDINGS = new StructType()
            .add("id", DataTypes.StringType)
            .add("today", DataTypes.createArrayType(DataTypes.FloatType))
            .add("before", DataTypes.createArrayType(DataTypes.FloatType));

    /** Three classes around three axes. */
    private static float[] embedding(int item, double noise) {
        Random random = new Random(item);
        float[] h = new float[D];
        for (int j = 0; j < D; j++) {
            h[j] = (float) ((item % 3 == j ? 1 : 0) + noise * random.nextGaussian());
        }
        return h;
    }

    /** A cyclic change of axes: a rotation that takes each class to where another was. */
    private static float[] rotated(float[] h) {
        return new float[] {h[1], h[2], h[0], h[3]};
    }

    private static Dataset<Row> embeddings(SparkSession spark, boolean rotate) {
        List<Row> rows = new ArrayList<>();
        for (int item = 0; item < N; item++) {
            float[] before = embedding(item, 0.2);
            rows.add(RowFactory.create("item-" + item, rotate ? rotated(before) : before, before));
        }
        return spark.createDataFrame(rows, EMBEDDINGS);
    }

    private static Row label(int item, String label) {
        return RowFactory.create("item-" + item, label);
    }

    private static Dataset<Row> labels(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        for (int item = 0; item < N; item++) {
            rows.add(label(item, "class-" + item % 3));
        }
        return spark.createDataFrame(rows, LABELS);
    }

    private static Map<String, Double> byName(Measured measured) {
        return measured.metrics().stream().collect(Collectors.toMap(Metric::name, Metric::value));
    }

    @Test
    void aRotationBreaksStaleClassifiersAndNotFreshOnes(SparkSession spark) {
        Measured measured = LabelMeasures.of(labels(spark), embeddings(spark, true), List.of(SPEC));
        assertEquals(List.of(), measured.remarks());
        Map<String, Double> found = byName(measured);
        for (String version : List.of("", " m=16/seed=42")) {
            assertTrue(found.get("stale-accuracy" + version) < 0.2, found::toString);
            assertTrue(found.get("fresh-accuracy" + version) > 0.95, found::toString);
            assertTrue(found.get("stale-macro-f1" + version) < 0.2, found::toString);
            assertTrue(found.get("fresh-macro-f1" + version) > 0.95, found::toString);
            assertTrue(found.get("stale-accuracy-loss" + version) > 0.75, found::toString);
            assertTrue(found.get("probe-disagreement" + version) < 0.05, found::toString);
        }
    }

    @Test
    void anUnchangedDayLosesNothing(SparkSession spark) {
        Map<String, Double> found = byName(LabelMeasures.of(labels(spark), embeddings(spark, false), List.of(SPEC)));
        assertEquals(0.0, found.get("stale-accuracy-loss"));
        assertEquals(0.0, found.get("probe-disagreement"));
        assertEquals(0.0, found.get("stale-accuracy-loss m=16/seed=42"));
        assertEquals(0.0, found.get("probe-disagreement m=16/seed=42"));
    }

    @Test
    void alignmentIsThatOfAllPairs(SparkSession spark) {
        List<Metric> metrics = LabelMeasures.of(labels(spark), embeddings(spark, true), List.of(SPEC))
                .metrics();
        FeatureMap map = FeatureMap.of(SPEC);
        float[][] h = new float[N][];
        float[][] phi = new float[N][SPEC.columns()];
        for (int item = 0; item < N; item++) {
            h[item] = rotated(embedding(item, 0.2));
            map.apply(h[item], phi[item]);
        }
        assertEquals(alignment(h), one(metrics, Measure.ALIGNMENT, "linear").value(), 1e-5);
        Metric exact = one(metrics, Measure.ALIGNMENT, "phi");
        assertEquals(alignment(phi), exact.value(), 1e-5);
        assertEquals(Metric.Precision.exact(N), exact.precision());
        assertEquals(VERSION, exact.version().orElseThrow());
        Metric gaussian = one(metrics, Measure.ALIGNMENT, "gaussian");
        assertEquals(VERSION, gaussian.version().orElseThrow());
        assertEquals(N, gaussian.precision().items());
        assertEquals(exact.value(), gaussian.value(), 0.1);
        assertTrue(one(metrics, Measure.ALIGNMENT_CONTRAST, "phi").value() > 0.2);
    }

    private static Metric one(List<Metric> metrics, Measure measure, String part) {
        List<Metric> found = metrics.stream()
                .filter(metric -> metric.measure() == measure && metric.part().equals(part))
                .toList();
        assertEquals(1, found.size(), measure + " " + part);
        return found.get(0);
    }

    private static double alignment(float[][] rows) {
        double sum = 0;
        for (int i = 0; i < N; i++) {
            for (int j = i % 3; j < N; j += 3) {
                for (int column = 0; i != j && column < rows[i].length; column++) {
                    sum += (double) rows[i][column] * rows[j][column];
                }
            }
        }
        return sum / N / (N - 1);
    }

    @Test
    void ofOneClassThereIsNoProbeAndOfUnknownItemsARemark(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        for (int item = N - 10; item < N + 5; item++) {
            rows.add(label(item, "only"));
        }
        rows.add(label(0, null));
        Measured measured =
                LabelMeasures.of(spark.createDataFrame(rows, LABELS), embeddings(spark, true), List.of(SPEC));
        assertEquals(
                List.of(
                        "5 of 15 labelled items have no embedding on both days: they are left out",
                        "All labelled items are of class only: a classifier has nothing to tell apart, so there is no"
                                + " stale probe"),
                measured.remarks());
        assertTrue(measured.metrics().stream().noneMatch(metric -> metric.measure() == Measure.STALE_ACCURACY));
        assertEquals(
                10,
                one(measured.metrics(), Measure.ALIGNMENT, "phi").precision().items());
    }

    @Test
    void labelsOfUnknownItemsOnlyLeaveARemark(SparkSession spark) {
        Dataset<Row> labels = spark.createDataFrame(List.of(label(N, "a"), label(N + 1, "b")), LABELS);
        assertEquals(
                new Measured(
                        List.of(), List.of("2 of 2 labelled items have no embedding on both days: they are left out")),
                LabelMeasures.of(labels, embeddings(spark, false), List.of(SPEC)));
    }

    @Test
    void anItemOfSeveralClassesAlignsInEachAndIsProbedByItsFirst(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        for (int item = 0; item < 60; item++) {
            rows.add(label(item, "class-" + item % 3));
            rows.add(label(item, "of-all"));
            rows.add(label(item, "of-all"));
        }
        Measured measured =
                LabelMeasures.of(spark.createDataFrame(rows, LABELS), embeddings(spark, false), List.of(SPEC));
        assertEquals(List.of(), measured.remarks());
        Metric linear = one(measured.metrics(), Measure.ALIGNMENT, "linear");
        assertEquals(60, linear.precision().items());
        Map<String, Double> found = byName(measured);
        // All pairs count once for "of-all", those of a class once more.
        double all = 0;
        double within = 0;
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 60; j++) {
                double product = 0;
                for (int k = 0; k < D; k++) {
                    product += (double) embedding(i, 0.2)[k] * embedding(j, 0.2)[k];
                }
                all += i == j ? 0 : product;
                within += i == j || i % 3 != j % 3 ? 0 : product;
            }
        }
        assertEquals((all + within) / 60 / 59, linear.value(), 1e-5);
        assertTrue(found.get("fresh-accuracy") > 0.8, "three classes are told apart, not one");
    }

    @Test
    void scoresOfARegisteredModelDriftWithARotation(SparkSession spark) {
        List<Double> weights = new ArrayList<>();
        for (int column = 0; column < SPEC.columns(); column++) {
            weights.add(column % 3 - 1.0);
        }
        LinearModel model = new LinearModel("clicks", VERSION, List.of("no", "yes"), List.of(weights), List.of(0.1));
        LinearModel other =
                new LinearModel("old", new VersionId(1, 3), List.of(), List.of(List.of(1.0, 1.0)), List.of(0.0));
        Measured moved = ModelMeasures.of(embeddings(spark, true), List.of(model, other), List.of(SPEC));
        assertEquals(
                List.of(
                        "Model old takes features of m=1/seed=3, which is not audited here: its scores are not measured"),
                moved.remarks());
        ModelScores expected = new ModelScores(model);
        FeatureMap map = FeatureMap.of(SPEC);
        for (int item = 0; item < N; item++) {
            float[] before = new float[SPEC.columns()];
            float[] today = new float[SPEC.columns()];
            map.apply(embedding(item, 0.2), before);
            map.apply(rotated(embedding(item, 0.2)), today);
            expected.add(today, before);
        }
        assertEquals(2, moved.metrics().size());
        for (int i = 0; i < 2; i++) {
            Metric metric = moved.metrics().get(i);
            assertEquals(expected.metrics().get(i).name(), metric.name());
            assertEquals(expected.metrics().get(i).value(), metric.value(), 1e-9);
            assertTrue(metric.value() > 0.1);
        }
        Measured still = ModelMeasures.of(embeddings(spark, false), List.of(model), List.of(SPEC));
        assertEquals(
                List.of(0.0, 0.0), still.metrics().stream().map(Metric::value).toList());
        assertEquals(List.of(), still.remarks());
    }
}
