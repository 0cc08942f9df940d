package dev.bochner.audit.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.drift.Rotation;
import dev.bochner.audit.scan.DayScan.ScanSettings;
import dev.bochner.audit.scan.PairScan.Search;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.EmbeddingTable.Defect;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one pass over two days tells, against the same computed one by one. */
@ExtendWith(Fixtures.class)
class PairScanIT {
    private static final int D = 6;
    private static final LocalDate DS = LocalDate.of(2026, 11, 20);
    private static final EmbeddingTable TODAY = EmbeddingTable.of(300, D, 1);
    private static final EmbeddingTable BEFORE = EmbeddingTable.of(400, D, 2);
    private static final ScanSettings RAW = new ScanSettings(D, Normalisation.NONE, 10, Optional.empty());
    private static final Search ALL = new Search(1, Rotation.none(D), 5, 0);

    @TempDir
    Path directory;

    private EmbeddingSnapshot day(SparkSession spark, Dataset<Row> rows, String name, String... settings) {
        String path = JobConfigs.uri(directory.resolve(name));
        rows.write().parquet(path);
        return EmbeddingSnapshot.open(
                spark, JobConfigs.of(directory, path, settings).source(), DS);
    }

    private PairSketch scan(SparkSession spark, EmbeddingTable today, EmbeddingTable before) {
        return PairScan.run(
                day(spark, today.dataset(spark), "today"), day(spark, before.dataset(spark), "before"), RAW, ALL);
    }

    @Test
    void countsWhoCameAndWhoWent(SparkSession spark) {
        PairSketch sketch = PairScan.run(
                day(spark, TODAY.dataset(spark).where("id >= 100"), "today"),
                day(spark, BEFORE.dataset(spark).where("id < 250"), "before"),
                RAW,
                ALL);
        assertEquals(150, sketch.moments().n());
        assertEquals(150, sketch.all().cosines().total());
        assertEquals(50, sketch.onlyToday());
        assertEquals(100, sketch.onlyBefore());
        assertEquals(50, sketch.newNorms().total());
    }

    @Test
    void measuresEveryNumberOfEveryItem(SparkSession spark) {
        PairSketch sketch = scan(spark, TODAY, BEFORE);
        double[] variances = TODAY.goodIds()
                .boxed()
                .flatMapToDouble(id -> {
                    float[] x = TODAY.embedding(id);
                    float[] y = BEFORE.embedding(id);
                    double[] of = new double[D];
                    Arrays.setAll(of, j -> (x[j] - y[j]) * (x[j] - y[j]) / 2.0);
                    return Arrays.stream(of);
                })
                .sorted()
                .toArray();
        assertEquals(300 * D, sketch.elementVariances().total());
        double median = variances[variances.length / 2 - 1];
        assertEquals(median, sketch.elementVariances().quantile(0.5).orElseThrow(), 0.016 * median);
        assertEquals(
                Arrays.stream(variances).sum() / 300,
                sketch.all().coordinateVariance().orElseThrow(),
                1e-5);
    }

    @Test
    void keepsTheItemsThatChangedMost(SparkSession spark) {
        PairSketch sketch = scan(spark, TODAY, BEFORE);
        float[] scratch = new float[D];
        List<String> expected = TODAY.goodIds()
                .boxed()
                .sorted((a, b) -> Double.compare(cosine(a, scratch), cosine(b, scratch)))
                .limit(5)
                .map(String::valueOf)
                .toList();
        assertEquals(expected, sketch.mostChanged().stream().map(Changed::id).toList());
        Changed worst = sketch.mostChanged().get(0);
        assertArrayEquals(TODAY.embedding(Long.parseLong(worst.id())), worst.today());
        assertArrayEquals(BEFORE.embedding(Long.parseLong(worst.id())), worst.before());
    }

    private static double cosine(long id, float[] scratch) {
        return ALL.rotation().alignedCosine(TODAY.embedding(id), BEFORE.embedding(id), scratch);
    }

    @Test
    void takesARepeatedIdForOneItem(SparkSession spark) {
        EmbeddingTable repeated = TODAY.withBroken(Defect.DUPLICATE_ID, 20);
        PairSketch sketch = scan(spark, repeated, repeated);
        assertEquals(320, sketch.moments().n());
        assertEquals(0, sketch.onlyToday());
    }

    @Test
    void passesOverWhatTheMapRefusesOnEitherDay(SparkSession spark) {
        PairSketch sketch = scan(
                spark,
                TODAY.withBroken(Defect.NAN, 3).withBroken(Defect.NULL_ID, 4),
                BEFORE.withBroken(Defect.TOO_SHORT, 5));
        assertEquals(300, sketch.moments().n());
        assertEquals(100, sketch.onlyBefore());
        assertEquals(0, sketch.onlyToday());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cast(id as string)",
                "cast(id as date)",
                "cast(id as decimal(20,0))",
                "cast(cast(id as string) as binary)"
            })
    void joinsIdsOfEveryType(String type, SparkSession spark) {
        String id = type.contains("date") ? "date_add(date'2020-01-01', cast(id as int))" : type;
        PairSketch sketch = PairScan.run(
                day(spark, TODAY.dataset(spark).withColumn("id", functions.expr(id)), "today"),
                day(spark, BEFORE.dataset(spark).withColumn("id", functions.expr(id)), "before"),
                RAW,
                ALL);
        assertEquals(300, sketch.moments().n());
        assertEquals(100, sketch.onlyBefore());
        assertEquals(5, sketch.mostChanged().size());
    }

    @Test
    void tellsHeadFromTailByTheWeight(SparkSession spark) {
        Dataset<Row> weighted =
                TODAY.dataset(spark).withColumn("views", functions.col("id").cast("int"));
        PairSketch sketch = PairScan.run(
                day(spark, weighted, "today", "source.carry=[views]"),
                day(spark, BEFORE.dataset(spark), "before"),
                new ScanSettings(D, Normalisation.L2, 10, Optional.of("views")),
                new Search(1, Rotation.none(D), 5, 270));
        assertEquals(30, sketch.head().cosines().total());
        assertEquals(270, sketch.tail().cosines().total());
    }

    @Test
    void looksAtAHashedShareOfTheItems(SparkSession spark) {
        EmbeddingSnapshot today = day(spark, TODAY.dataset(spark), "today");
        EmbeddingSnapshot before = day(spark, BEFORE.dataset(spark), "before");
        PairSketch half = PairScan.run(today, before, RAW, new Search(0.5, Rotation.none(D), 5, 0));
        assertTrue(
                half.moments().n() > 110 && half.moments().n() < 190,
                () -> "n is " + half.moments().n());
        long asked = spark.sql("select count(*) from range(300) where xxhash64(id) < 0")
                .head()
                .getLong(0);
        assertEquals(asked, half.moments().n());
    }
}
