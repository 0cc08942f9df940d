package dev.bochner.audit.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.scan.DayScan.ScanSettings;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.EmbeddingTable.Defect;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one pass over a day tells, against the same computed one by one. */
@ExtendWith(Fixtures.class)
class DayScanIT {
    private static final int D = 8;
    private static final EmbeddingTable DAY = EmbeddingTable.of(500, D, 3);
    private static final ScanSettings LENS = new ScanSettings(D, Normalisation.L2, 40, Optional.empty());

    @TempDir
    Path directory;

    private EmbeddingSnapshot snapshot(SparkSession spark, EmbeddingTable table, int files) {
        String path = JobConfigs.uri(directory.resolve("day"));
        table.write(spark, path, files);
        return EmbeddingSnapshot.open(spark, JobConfigs.of(directory, path).source(), LocalDate.of(2026, 11, 20));
    }

    @Test
    void agreesWithSumsOverAllPairs(SparkSession spark) {
        DaySketch sketch = DayScan.run(snapshot(spark, DAY, 3), LENS, List.of());
        assertEquals(500, sketch.items());
        double cosines = 0;
        for (int i = 0; i < 500; i++) {
            for (int j = 0; j < 500; j++) {
                cosines += i == j ? 0 : cosine(DAY.embedding(i), DAY.embedding(j));
            }
        }
        assertEquals(cosines / (500 * 499), sketch.meanCosine().orElseThrow(), 1e-6);
        double[] norms = DAY.goodIds()
                .mapToDouble(id -> norm(DAY.embedding(id)))
                .sorted()
                .toArray();
        for (double p : new double[] {0.01, 0.05, 0.5, 0.95, 0.99}) {
            double exact = norms[(int) Math.ceil(p * 500) - 1];
            assertEquals(exact, sketch.norms().quantile(p).orElseThrow(), 0.016 * exact);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void picksTheSameItemsWhateverTheFiles(int files, SparkSession spark) {
        List<SampledItem> pool =
                DayScan.run(snapshot(spark, DAY, files), LENS, List.of()).pool().specimens();
        List<Long> smallest =
                spark.sql("select id from range(500) order by xxhash64(id) limit 40").collectAsList().stream()
                        .map(row -> row.getLong(0))
                        .toList();
        assertEquals(
                smallest, pool.stream().map(item -> Long.parseLong(item.id())).toList());
        pool.forEach(item -> assertArrayEquals(DAY.embedding(Long.parseLong(item.id())), item.h()));
    }

    @Test
    void keepsTheItemsThatAreAskedFor(SparkSession spark) {
        long hash = spark.sql("select xxhash64(17L)").head().getLong(0);
        DaySketch sketch = DayScan.run(snapshot(spark, DAY, 2), LENS, List.of(hash, 5L));
        assertArrayEquals(DAY.embedding(17), sketch.found(hash).orElseThrow().h());
        assertTrue(sketch.found(5L).isEmpty());
    }

    @Test
    void passesOverRowsThatTheMapRefuses(SparkSession spark) {
        EmbeddingTable broken = DAY;
        for (Defect defect : Defect.values()) {
            broken = defect == Defect.DUPLICATE_ID ? broken : broken.withBroken(defect, 2);
        }
        assertEquals(
                500, DayScan.run(snapshot(spark, broken, 2), LENS, List.of()).items());
    }

    @Test
    void anEmptyDayHasNoMeanCosine(SparkSession spark) {
        DaySketch sketch = DayScan.run(snapshot(spark, EmbeddingTable.of(1, D, 1), 1), LENS, List.of());
        assertEquals(1, sketch.items());
        assertTrue(sketch.meanCosine().isEmpty());
    }

    private static double norm(float[] h) {
        return Math.sqrt(dot(h, h));
    }

    private static double cosine(float[] a, float[] b) {
        return dot(a, b) / (norm(a) * norm(b));
    }

    private static double dot(float[] a, float[] b) {
        return DoubleStream.iterate(0, j -> j < a.length, j -> j + 1)
                .map(j -> (double) a[(int) j] * b[(int) j])
                .sum();
    }
}
