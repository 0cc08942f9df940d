package dev.bochner.daily;

import static dev.bochner.daily.PlantedDays.DAY_ONE;
import static dev.bochner.daily.PlantedDays.DAY_TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.store.Publication.Existing;
import dev.bochner.testkit.Fixtures;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Embeddings without full rank, of one or two items, all alike, or of extreme norms: what the job with its audit makes of them. */
@ExtendWith(Fixtures.class)
final class DegenerateDaysIT {
    private static final double DAILY_NOISE = 1e-3;

    @TempDir
    Path directory;

    private SparkSession spark;
    private PlantedDays days;

    @BeforeEach
    void begin(SparkSession session) {
        spark = session;
        days = new PlantedDays(session, directory);
    }

    /** A table of embeddings: items, dimensions, what they are made of, and their size. */
    private enum Shape {
        FEWER_ITEMS_THAN_DIMENSIONS(42, 128, 128, 42, 1),
        FIVE_DISTINCT_VECTORS(256, 64, 64, 5, 1),
        RANK_EIGHT(512, 128, 8, 512, 1),
        HUGE(60, 16, 16, 60, 1e30),
        TINY(60, 16, 16, 60, 1e-30),
        TWO_ITEMS(2, 16, 16, 2, 1),
        ONE_ITEM(1, 16, 16, 1, 1),
        ALL_ALIKE(100, 16, 16, 1, 1);

        private final int items;
        private final int d;
        private final int rank;
        private final int distinct;
        private final double scale;

        Shape(int items, int d, int rank, int distinct, double scale) {
            this.items = items;
            this.d = d;
            this.rank = rank;
            this.distinct = distinct;
            this.scale = scale;
        }

        /** Items by id; of the second day each coordinate in the basis has moved by a little. */
        SortedMap<String, double[]> day(double noise) {
            SplittableRandom lasting = new SplittableRandom(3);
            SplittableRandom daily = new SplittableRandom(4);
            double[][] basis = new double[rank][d];
            for (double[] row : basis) {
                fill(row, lasting);
            }
            double[][] vectors = new double[distinct][d];
            for (double[] vector : vectors) {
                double[] weights = new double[rank];
                fill(weights, lasting);
                for (int k = 0; k < rank; k++) {
                    double weight = weights[k] + noise * daily.nextGaussian();
                    for (int j = 0; j < d; j++) {
                        vector[j] += scale * weight * basis[k][j];
                    }
                }
            }
            SortedMap<String, double[]> day = new TreeMap<>();
            for (int i = 0; i < items; i++) {
                day.put("item-" + i, vectors[i % distinct]);
            }
            return day;
        }

        private static void fill(double[] values, SplittableRandom random) {
            for (int j = 0; j < values.length; j++) {
                values[j] = random.nextGaussian();
            }
        }

        /** As many landmarks as there are distinct vectors, eight at most. */
        String landmarks() {
            return IntStream.range(0, Math.min(8, distinct))
                    .mapToObj(i -> "item-" + i)
                    .collect(Collectors.joining(", "));
        }
    }

    private DailyTable table(Shape shape, String stabiliser) {
        return days.table(
                spark.sparkContext().hadoopConfiguration(),
                "audit.enabled = true",
                "features.dim = " + shape.d,
                "features.versions = [{ m = 16, seed = \"42\" }]",
                "stabiliser { kind = " + stabiliser + ", min-common-items = 1 }");
    }

    private DailyResult run(DailyTable table, LocalDate ds, SortedMap<String, double[]> embeddings) {
        days.write(ds, any -> embeddings);
        return DailyJob.of(spark, table.config()).run(ds, Existing.REFUSE);
    }

    private static void assertPublished(DailyResult result) {
        assertEquals(Status.PUBLISHED, result.status(), () -> result.message() + "\n" + result.audit());
        assertFalse(result.audit().contains("NaN"), result.audit());
    }

    @ParameterizedTest
    @EnumSource(
            value = Shape.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ALL_ALIKE"})
    void aHealthyDayIsPublishedHoweverFewOrDependentItsVectors(Shape shape) {
        DailyTable table = table(shape, "none");
        assertPublished(run(table, DAY_ONE, shape.day(0)));
        DailyResult second = run(table, DAY_TWO, shape.day(DAILY_NOISE));
        assertPublished(second);
        assertTrue(second.audit().contains("against 2026-11-19"), second.audit());
    }

    @ParameterizedTest
    @CsvSource({
        "FEWER_ITEMS_THAN_DIMENSIONS, procrustes",
        "FIVE_DISTINCT_VECTORS, procrustes",
        "RANK_EIGHT, procrustes",
        "ONE_ITEM, procrustes",
        "FEWER_ITEMS_THAN_DIMENSIONS, running-mean",
        "FIVE_DISTINCT_VECTORS, running-mean",
        "RANK_EIGHT, running-mean",
        "TWO_ITEMS, running-mean",
        "HUGE, running-mean",
        "TINY, running-mean"
    })
    void soItIsWithAStabiliser(Shape shape, String kind) {
        DailyTable table = table(shape, kind);
        assertPublished(run(table, DAY_ONE, shape.day(0)));
        assertPublished(run(table, DAY_TWO, shape.day(DAILY_NOISE)));
    }

    @ParameterizedTest
    @CsvSource({
        "FEWER_ITEMS_THAN_DIMENSIONS",
        "FIVE_DISTINCT_VECTORS",
        "RANK_EIGHT",
        "ONE_ITEM",
        "HUGE",
    })
    void soItIsWithLandmarks(Shape shape) {
        DailyTable table = table(shape, "landmarks, landmarks = [" + shape.landmarks() + "]");
        assertPublished(run(table, DAY_ONE, shape.day(0)));
        assertPublished(run(table, DAY_TWO, shape.day(DAILY_NOISE)));
    }

    @ParameterizedTest
    @CsvSource({"none", "procrustes", "running-mean", "'landmarks, landmarks = [item-0]'"})
    void vectorsThatAreAllAlikeAreRefusedOnTheFirstDay(String stabiliser) {
        DailyTable table = table(Shape.ALL_ALIKE, stabiliser);
        DailyResult result = run(table, DAY_ONE, Shape.ALL_ALIKE.day(0));
        assertRefused(result, "mean-cosine is 1.000, expected at most 0.9500");
        assertRefused(result, "dead-dimensions is 16.00, expected at most 0.000");
        assertTrue(result.audit().contains("The embeddings do not differ between the 100 item(s)"), result.audit());
    }

    @ParameterizedTest
    @CsvSource({"none, 0", "none, 1e-7", "none, 1e-4", "procrustes, 1e-7", "running-mean, 0"})
    void aTrainingThatCollapsesOnTheSecondDayIsRefused(String stabiliser, double spread) {
        DailyTable table = table(Shape.RANK_EIGHT, stabiliser);
        SortedMap<String, double[]> healthy = Shape.RANK_EIGHT.day(0);
        assertPublished(run(table, DAY_ONE, healthy));
        double[] point = healthy.get("item-7");
        SortedMap<String, double[]> collapsed = new TreeMap<>(healthy);
        collapsed.replaceAll((id, h) -> IntStream.range(0, h.length)
                .mapToDouble(j -> point[j] + spread * h[j])
                .toArray());
        DailyResult result = run(table, DAY_TWO, collapsed);
        assertRefused(result, "mean-cosine is 1.000, expected at most 0.9500");
        assertEquals(spread < 1e-6, result.audit().contains("do not differ between items today"), result.audit());
    }

    private static void assertRefused(DailyResult result, String words) {
        assertEquals(Status.REFUSED, result.status(), result.audit());
        assertTrue(result.message().contains("the audit fails: "), result.message());
        assertTrue(result.message().contains(words), result.message());
        assertFalse(result.audit().contains("NaN"), result.audit());
    }
}
