package dev.bochner.stabilise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.Aligner;
import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureMap.Outcome;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Stabiliser;
import dev.bochner.testkit.Fixtures;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coordinates relative to items or groups, by Spark. */
@ExtendWith(Fixtures.class)
final class LandmarksIT {
    private static final int D = 8;
    private static final Day DAY = Day.gaussian(100, D, 1);

    private static List<String> ids(int count) {
        return LongStream.range(0, count).mapToObj(Long::toString).toList();
    }

    private static Dataset<Row> grouped(Dataset<Row> rows, int groups) {
        return rows.withColumn("group", functions.expr("id % " + groups));
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 8, 12})
    void givesFeaturesThatNoRotationChanges(int landmarks, SparkSession spark) {
        Day turned = DAY.times(Points.orthogonal(D, -1, new Random(2)));
        LinearMap w = Landmarks.ofItems(DAY.today(spark), ids(landmarks));
        LinearMap v = Landmarks.ofItems(turned.today(spark), ids(landmarks));
        assertEquals(D, w.rows());
        assertEquals(landmarks, w.columns());
        assertSameFeatures(w, DAY, v, turned, 1e-5);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 8})
    void survivesAChangeOfDimension(int groups, SparkSession spark) {
        double[][] isometry = Arrays.copyOf(Points.orthogonal(13, 1, new Random(3)), D);
        Day larger = DAY.times(isometry);
        List<String> names = ids(groups);
        LinearMap w = Landmarks.ofGroups(DAY.today(grouped(DAY.rows(spark), groups)), "group", names);
        LinearMap v = Landmarks.ofGroups(larger.today(grouped(larger.rows(spark), groups)), "group", names);
        assertEquals(13, v.rows());
        assertSameFeatures(w, DAY, v, larger, 1e-5);
    }

    private static void assertSameFeatures(LinearMap w, Day day, LinearMap v, Day other, double tolerance) {
        List<String> names = ids(w.columns());
        FeatureSpec spec = FeatureSpec.gaussian(w.columns(), 16, 42, 1.0, Normalisation.L2)
                .stabilisedBy(Stabiliser.ofLandmarks(names));
        Directions u = Directions.of(spec);
        FeatureMap before = FeatureMap.of(spec, u, w);
        FeatureMap after = FeatureMap.of(spec, u, v);
        float[] expected = new float[spec.columns()];
        float[] actual = new float[spec.columns()];
        day.vectors().forEach((id, h) -> {
            before.apply(h, expected);
            after.apply(other.vectors().get(id), actual);
            for (int c = 0; c < expected.length; c++) {
                assertEquals(expected[c], actual[c], tolerance);
            }
        });
    }

    /** L'L is symmetric, and so is its root: in their own coordinates landmarks see each other alike. */
    @Test
    void mapsLandmarksToTheSymmetricRootOfTheirGram(SparkSession spark) {
        LinearMap w = Landmarks.ofItems(DAY.today(spark), ids(5));
        Aligner aligner = Aligner.of(Normalisation.L2, w);
        double[][] root = new double[5][];
        for (int k = 0; k < 5; k++) {
            float[] y = new float[5];
            assertEquals(Outcome.MAPPED, aligner.apply(DAY.vectors().get((long) k), y));
            root[k] = Points.widen(y);
        }
        for (int j = 0; j < 5; j++) {
            for (int k = 0; k < 5; k++) {
                assertEquals(root[j][k], root[k][j], 1e-6);
                assertEquals(cosine(j, k), Points.dot(root[j], root[k]), 1e-6);
            }
        }
    }

    private static double cosine(long a, long b) {
        double[] x = Points.widen(DAY.vectors().get(a));
        double[] y = Points.widen(DAY.vectors().get(b));
        return Points.dot(x, y) / Math.sqrt(Points.dot(x, x) * Points.dot(y, y));
    }

    @Test
    void ordersCoordinatesByTheNamesGiven(SparkSession spark) {
        LinearMap w = Landmarks.ofItems(DAY.today(spark), List.of("3", "17", "5"));
        LinearMap swapped = Landmarks.ofItems(DAY.today(spark), List.of("5", "17", "3"));
        for (int j = 0; j < D; j++) {
            assertEquals(w.element(j, 0), swapped.element(j, 2), 1e-6);
            assertEquals(w.element(j, 1), swapped.element(j, 1), 1e-6);
        }
    }

    @Test
    void givesTheSameBitsWhateverTheOrderAndThePartitions(SparkSession spark) {
        LinearMap items = Landmarks.ofItems(DAY.today(spark), ids(6));
        LinearMap groups = Landmarks.ofGroups(DAY.today(grouped(DAY.rows(spark), 6)), "group", ids(6));
        for (int partitions : new int[] {1, 2, 7}) {
            Dataset<Row> rows = DAY.rows(spark).repartition(partitions, functions.rand(partitions));
            assertEquals(partitions, rows.rdd().getNumPartitions());
            assertEquals(items, Landmarks.ofItems(DAY.today(rows), ids(6)));
            assertEquals(groups, Landmarks.ofGroups(DAY.today(grouped(rows, 6)), "group", ids(6)));
        }
    }

    @Test
    void listsGroupsInOneOrder(SparkSession spark) {
        Dataset<Row> rows = DAY.rows(spark)
                .withColumn(
                        "group",
                        functions.expr("case id % 4 when 0 then null when 1 then 'é' when 2 then 'b' else 'B' end"));
        assertEquals(List.of("B", "b", "é"), Landmarks.names(DAY.today(rows), "group"));
        assertEquals(
                List.of("0", "1", "10", "2"),
                Landmarks.names(DAY.today(grouped(DAY.rows(spark), 11).where("`group` in (0, 1, 2, 10)")), "group"));
    }

    @Test
    void refusesAColumnWithoutGroupsOrWithTooMany(SparkSession spark) {
        DayEmbeddings none = DAY.today(DAY.rows(spark).withColumn("group", functions.expr("cast(null as string)")));
        assertRefused(
                "Column group has no values, expected the names of 1 to 4096 groups",
                () -> Landmarks.names(none, "group"));
        DayEmbeddings many = DAY.today(spark.range(4097).selectExpr("id", "array(1f) as embedding", "id as group"));
        assertRefused(
                "Column group has more than 4096 values, expected the names of 1 to 4096 groups",
                () -> Landmarks.names(many, "group"));
    }

    @Test
    void refusesLandmarksThatAreGone(SparkSession spark) {
        Dataset<Row> rows = DAY.rows(spark)
                .where("id != 2")
                .withColumn("embedding", functions.expr("if(id = 4, array(float('NaN')), embedding)"));
        assertRefused(
                "Landmarks without a usable embedding today: 2, 4 (2 of 6), expected one of each",
                () -> Landmarks.ofItems(DAY.today(rows), ids(6)));
        assertRefused(
                "Landmarks without a usable embedding today: 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, ... (20 of"
                        + " 120), expected one of each",
                () -> Landmarks.ofItems(DAY.today(spark), ids(120)));
    }

    @Test
    void refusesGroupsWhoseEmbeddingsCancelOut(SparkSession spark) {
        Dataset<Row> rows = DAY.rows(spark).where("id < 10");
        Dataset<Row> opposite = rows.withColumn("embedding", functions.expr("transform(embedding, x -> -x)"));
        DayEmbeddings cancelled = DAY.today(rows.union(opposite.withColumn("id", functions.expr("id + 1000"))));
        assertRefused(
                "Landmarks without a usable embedding today: parity 0, parity 1 (2 of 2), expected one of each",
                () -> Landmarks.ofGroups(cancelled, "parity", List.of("parity 0", "parity 1")));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 30})
    void refusesLandmarksThatAreLinearlyDependent(int landmarks, SparkSession spark) {
        // Three dimensions, turned out of the axes: what is left of the others is rounding.
        double[][] flat = Points.orthogonal(D, 1, new Random(7));
        Day plane = DAY.times(times(Points.transposed(flat), diagonal(3), flat));
        Exception e =
                assertThrows(LandmarksException.class, () -> Landmarks.ofItems(plane.today(spark), ids(landmarks)));
        String message = e.getMessage();
        assertTrue(
                message.startsWith("Rank of the " + landmarks + " landmarks is 3, expected " + Math.min(D, landmarks)
                        + ": they are linearly dependent (singular values from "),
                message);
    }

    private static double[][] diagonal(int ones) {
        double[][] a = new double[D][D];
        for (int j = 0; j < ones; j++) {
            a[j][j] = 1;
        }
        return a;
    }

    private static double[][] times(double[][]... factors) {
        double[][] product = factors[0];
        for (int f = 1; f < factors.length; f++) {
            double[][] next = new double[product.length][];
            for (int j = 0; j < product.length; j++) {
                next[j] = Points.times(product[j], factors[f]);
            }
            product = next;
        }
        return product;
    }

    private static void assertRefused(String expected, Runnable action) {
        assertEquals(
                expected, assertThrows(LandmarksException.class, action::run).getMessage());
    }
}
