package dev.bochner.stabilise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.LinearMap;
import dev.bochner.stabilise.Alignment.AlignmentResult;
import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.testkit.Fixtures;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Aligning a day with a state, by Spark. */
@ExtendWith(Fixtures.class)
final class AlignmentIT {
    private static final int D = 6;
    private static final Day BEFORE = Day.gaussian(300, D, 1);
    private static final double[][] ROTATION = Points.orthogonal(D, 1, new Random(2));
    private static final double[][] REFLECTION = Points.orthogonal(D, -1, new Random(3));

    /** Today's embeddings times the transpose give the state's. */
    private static Day today(double[][] rotation) {
        return BEFORE.times(Points.transposed(rotation));
    }

    @Test
    void findsThePlantedRotationAndReflection(SparkSession spark) {
        for (double[][] planted : new double[][][] {ROTATION, REFLECTION}) {
            AlignmentResult found = Alignment.align(today(planted).today(spark), BEFORE.items(spark));
            assertNear(planted, found.map(), 1e-6);
            assertEquals(300, found.commonItems());
            assertEquals(D, found.rank());
            assertEquals(D, found.itemLength());
            assertEquals(1, found.meanCosine(), 1e-9);
        }
    }

    @Test
    void tellsHowMuchIsNotRotation(SparkSession spark) {
        Day other = Day.gaussian(300, D, 4);
        AlignmentResult found = Alignment.align(other.today(spark), BEFORE.items(spark));
        double sum = 0;
        for (long id = 0; id < 300; id++) {
            double[] y = Points.times(unit(other, id), widened(found.map()));
            sum += Points.dot(y, unit(BEFORE, id));
        }
        assertEquals(sum / 300, found.meanCosine(), 1e-6);
        assertTrue(found.meanCosine() > 0 && found.meanCosine() < 0.3, found::toString);
    }

    @Test
    void givesTheSameBitsWhateverTheOrderAndThePartitions(SparkSession spark) {
        Day other = Day.gaussian(300, D, 5);
        AlignmentResult expected = Alignment.align(other.today(spark), BEFORE.items(spark));
        for (int partitions : new int[] {1, 2, 7}) {
            // Of its own settings: nothing may put the partitions together again.
            SparkSession session = spark.newSession();
            session.conf().set("spark.sql.adaptive.enabled", "false");
            session.conf().set("spark.sql.shuffle.partitions", Integer.toString(partitions));
            Dataset<Row> rows = other.rows(session).orderBy(functions.rand(partitions));
            Dataset<Row> items = BEFORE.items(session).repartition(partitions, functions.rand(3));
            DayEmbeddings shuffled = other.today(rows);
            assertEquals(partitions, Alignment.joined(shuffled, items).rdd().getNumPartitions());
            assertEquals(expected, Alignment.align(shuffled, items));
        }
    }

    @Test
    void alignsTheFewItemsThatAreCommon(SparkSession spark) {
        Dataset<Row> three = BEFORE.items(spark).where("item < 3");
        Day today = today(ROTATION);
        AlignmentResult found = Alignment.align(today.today(spark), three);
        assertEquals(3, found.commonItems());
        assertEquals(3, found.rank());
        assertOrthogonal(found.map());
        for (long id = 0; id < 3; id++) {
            assertNear(unit(BEFORE, id), Points.times(unit(today, id), widened(found.map())), 1e-6);
        }
    }

    @Test
    void leavesADayAloneThatHasNothingInCommon(SparkSession spark) {
        AlignmentResult found = Alignment.align(
                BEFORE.today(spark), BEFORE.items(spark).withColumn("item", functions.expr("item + 300")));
        assertEquals(new AlignmentResult(LinearMap.identity(D), 0, 0, 0, D), found);
        AlignmentResult none =
                Alignment.align(BEFORE.today(spark), BEFORE.items(spark).where("false"));
        assertEquals(new AlignmentResult(LinearMap.identity(D), 0, 0, 0, 0), none);
    }

    @Test
    void hasNothingInCommonWithMeansOfAnotherLength(SparkSession spark) {
        AlignmentResult found = Alignment.align(Day.gaussian(20, 9, 1).today(spark), BEFORE.items(spark));
        assertEquals(new AlignmentResult(LinearMap.identity(9), 0, 0, 0, D), found);
    }

    @Test
    void turnsACollapsedDayAsAWhole(SparkSession spark) {
        Dataset<Row> same = BEFORE.rows(spark).withColumn("embedding", functions.expr("array(1f, 2f, 3f, 4f, 5f, 6f)"));
        AlignmentResult found = Alignment.align(BEFORE.today(same), BEFORE.items(spark));
        assertEquals(1, found.rank());
        assertOrthogonal(found.map());
        assertEquals(found, Alignment.align(BEFORE.today(same), BEFORE.items(spark)));
    }

    @Test
    void turnsTheOtherDimensionsRoundADeadOne(SparkSession spark) {
        double[][] dead = Points.orthogonal(D, 1, new Random(9));
        dead[D - 1] = new double[D];
        Day flat = new Day(BEFORE.times(dead).vectors());
        AlignmentResult found = Alignment.align(flat.today(spark), BEFORE.items(spark));
        assertEquals(D - 1, found.rank());
        assertOrthogonal(found.map());
    }

    @Test
    void passesOverWhatPhiWouldRefuse(SparkSession spark) {
        Day today = today(ROTATION);
        AlignmentResult expected = Alignment.align(
                today.today(today.rows(spark).where("id >= 6 and id != 20")),
                BEFORE.items(spark).where("item != 30"));
        String broken =
                "case id when 0 then cast(null as array<float>) when 1 then array(1f) when 2 then array(1f, 2f, null, 4f, 5f, 6f)"
                        + " when 3 then array(1f, float('NaN'), 1f, 1f, 1f, 1f) when 4 then array(0f, 0f, 0f, 0f, 0f, 0f)"
                        + " when 5 then array(float('inf'), 1f, 1f, 1f, 1f, 1f) else embedding end";
        Dataset<Row> rows = today.rows(spark)
                .withColumn("embedding", functions.expr(broken))
                .withColumn("again", functions.expr("if(id = 20, true, if(id % 2 = 0, null, false))"));
        Dataset<Row> withoutIds = rows.where("id < 50").withColumn("id", functions.expr("cast(null as bigint)"));
        Dataset<Row> items = BEFORE.items(spark)
                .withColumn("mean", functions.expr("if(item = 30, array(0f, 0f, 0f, 0f, 0f, 0f), mean)"));
        DayEmbeddings marked =
                new DayEmbeddings(rows.union(withoutIds), EmbeddingEncoding.FLOAT_ARRAY, D, Optional.of("again"));
        AlignmentResult found = Alignment.align(marked, items);
        assertEquals(292, found.commonItems());
        assertEquals(expected, found);
    }

    /** All of them would meet in one task. */
    @Test
    void dropsRowsWithoutAnIdBeforeTheShuffle(SparkSession spark) {
        Dataset<Row> rows = BEFORE.rows(spark)
                .withColumn("id", functions.expr("if(id < 290, null, id)"))
                .persist();
        try {
            Dataset<Row> joined = Alignment.joined(BEFORE.today(rows), BEFORE.items(spark));
            String plan = joined.queryExecution().executedPlan().toString();
            int shuffle = plan.indexOf("Exchange hashpartitioning(bochner_key");
            int filter = plan.indexOf("Filter isnotnull(id");
            assertTrue(shuffle > 0 && shuffle < filter && filter < plan.indexOf("InMemoryTableScan"), plan);
            assertEquals(10, joined.count());
        } finally {
            rows.unpersist();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cast(id as string)", "cast(id as decimal(20,0))", "cast(cast(id as string) as binary)"})
    void joinsIdsOfEveryType(String type, SparkSession spark) {
        Dataset<Row> rows = today(ROTATION).rows(spark).withColumn("id", functions.expr(type));
        Dataset<Row> items = BEFORE.items(spark).withColumn("item", functions.expr(type.replace("id", "item")));
        assertEquals(300, Alignment.align(BEFORE.today(rows), items).commonItems());
    }

    @Test
    void readsEveryEncoding(SparkSession spark) {
        Dataset<Row> doubles =
                today(ROTATION).rows(spark).withColumn("embedding", functions.expr("cast(embedding as array<double>)"));
        AlignmentResult found = Alignment.align(
                new DayEmbeddings(doubles, EmbeddingEncoding.DOUBLE_ARRAY, D, Optional.empty()), BEFORE.items(spark));
        assertEquals(Alignment.align(today(ROTATION).today(spark), BEFORE.items(spark)), found);
    }

    private static double[] unit(Day day, long id) {
        double[] x = Points.widen(day.vectors().get(id));
        double norm = Math.sqrt(Points.dot(x, x));
        for (int j = 0; j < x.length; j++) {
            x[j] /= norm;
        }
        return x;
    }

    private static double[][] widened(LinearMap w) {
        double[][] wide = new double[w.rows()][];
        for (int j = 0; j < wide.length; j++) {
            wide[j] = Points.widen(w.row(j));
        }
        return wide;
    }

    private static void assertNear(double[][] expected, LinearMap w, double tolerance) {
        for (int j = 0; j < expected.length; j++) {
            assertNear(expected[j], Points.widen(w.row(j)), tolerance);
        }
    }

    private static void assertNear(double[] expected, double[] actual, double tolerance) {
        for (int k = 0; k < expected.length; k++) {
            assertEquals(expected[k], actual[k], tolerance);
        }
    }

    private static void assertOrthogonal(LinearMap map) {
        double[][] w = widened(map);
        for (int j = 0; j < w.length; j++) {
            for (int k = 0; k < w.length; k++) {
                assertEquals(j == k ? 1 : 0, Points.dot(w[j], w[k]), 1e-6);
            }
        }
    }
}
