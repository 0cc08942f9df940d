package dev.bochner.daily;

import static dev.bochner.daily.DailyTable.DS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.store.Manifest;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.SourceException;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.EmbeddingTable.Defect;
import dev.bochner.testkit.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of rows that cannot be mapped, and of a day that has too many of them. */
@ExtendWith(Fixtures.class)
class QuarantineIT {
    private static final EmbeddingTable EMBEDDINGS = EmbeddingTable.of(500, 33, 7);

    @TempDir
    java.nio.file.Path local;

    private Path directory;
    private SparkSession spark;
    private DailyTable table;

    @BeforeEach
    void findsADirectory(SparkSession shared) {
        spark = shared;
        directory = new Path("file://" + local);
    }

    private DailyResult run(EmbeddingTable embeddings, String... settings) {
        Path source = new Path(directory, "embeddings");
        embeddings.write(spark, source.toString(), 3);
        table = DailyTable.in(directory, spark.sparkContext().hadoopConfiguration(), source, settings);
        return DailyJob.of(spark, table.config()).run(DS, Existing.REFUSE);
    }

    private Dataset<Row> quarantine(DailyResult result) {
        Path date = new Path(new Path(table.root(), "_quarantine"), "ds=" + DS);
        return spark.read().parquet(new Path(date, "run=" + result.runId()).toString());
    }

    @Test
    void quarantinesEveryKindOfBadRowWithItsReasonAndMapsTheOthers() {
        EmbeddingTable broken = EMBEDDINGS
                .withBroken(Defect.NULL_ID, 2)
                .withBroken(Defect.NULL_EMBEDDING, 3)
                .withBroken(Defect.TOO_SHORT, 1)
                .withBroken(Defect.TOO_LONG, 1)
                .withBroken(Defect.NULL_ELEMENT, 4)
                .withBroken(Defect.NAN, 2)
                .withBroken(Defect.INFINITE, 3)
                .withBroken(Defect.ALL_ZERO, 5)
                .withBroken(Defect.DUPLICATE_ID, 6)
                .withCarried("title");

        DailyResult result = run(broken, "source.carry = [title]", "validation.max-invalid-fraction = 0.2");

        assertEquals(Status.PUBLISHED, result.status());
        Map<String, Long> expected = new TreeMap<>(Map.of(
                "null-id", 2L,
                "null-embedding", 3L,
                "wrong-length", 2L,
                "null-element", 4L,
                "not-finite", 5L,
                "zero-norm", 5L,
                "duplicate-id", 12L));
        Dataset<Row> quarantine = quarantine(result);
        Map<String, Long> found = new TreeMap<>();
        quarantine
                .groupBy("quarantine_reason")
                .count()
                .collectAsList()
                .forEach(row -> found.put(row.getString(0), row.getLong(1)));
        assertEquals(expected, found);
        Manifest manifest = table.manifest(new VersionId(64, 42), DS);
        assertEquals(new Manifest.Counts(533, 500, expected), manifest.counts());
        assertEquals(
                EMBEDDINGS.goodIds().mapToObj(Long::toString).collect(Collectors.toCollection(TreeSet::new)),
                table.rows(spark, new VersionId(64, 42), DS).ids());
        Row zero = quarantine
                .where("quarantine_reason = 'zero-norm'")
                .orderBy("id")
                .first();
        long id = broken.brokenIds(Defect.ALL_ZERO).findFirst().orElseThrow();
        assertEquals(id, zero.<Long>getAs("id"));
        assertEquals("title-" + id, zero.getAs("title"));
        assertEquals("all elements are 0", zero.getAs("quarantine_detail"));
        assertEquals(64, zero.<Integer>getAs("m"));
    }

    @Test
    void refusesARowForTheVersionThatCannotMapItAlone() {
        EmbeddingTable zeros = EMBEDDINGS.withBroken(Defect.ALL_ZERO, 4);

        DailyResult result = run(
                zeros,
                "features.versions = [{m=8,seed=\"1\"},{m=8,seed=\"2\",normalisation=none},"
                        + "{m=8,seed=\"3\",normalisation=none,sigma=1e6}]",
                "validation.max-invalid-fraction = 1");

        // With such a sigma zeros alone are in range.
        assertEquals(Status.PUBLISHED, result.status());
        assertEquals(
                Map.of("zero-norm", 4L),
                table.manifest(new VersionId(8, 1), DS).counts().quarantined());
        assertEquals(Map.of(), table.manifest(new VersionId(8, 2), DS).counts().quarantined());
        assertEquals(
                Map.of("out-of-range", 500L),
                table.manifest(new VersionId(8, 3), DS).counts().quarantined());
        assertEquals(504, table.rows(spark, new VersionId(8, 2), DS).count());
    }

    @Test
    void refusesTheSnapshotAndKeepsTheQuarantineIfTooManyRowsAreBad() {
        DailyResult result = run(EMBEDDINGS.withBroken(Defect.NAN, 6));

        assertEquals(Status.REFUSED, result.status());
        assertTrue(
                result.message()
                        .contains("6 of 506 rows (1.186 %) of m=64/seed=42 are quarantined {not-finite=6}, more "
                                + "than validation.max-invalid-fraction = 0.01"),
                result.message());
        assertEquals(6, quarantine(result).count());
        assertEquals(Set.of(), table.visible(DS));
        assertEquals(List.of(), table.staging());
    }

    @Test
    void refusesToGuessADimensionWithoutALargeMajority() {
        EmbeddingTable mixed = EmbeddingTable.of(50, 33, 7).withBroken(Defect.TOO_SHORT, 30);

        SourceException thrown = assertThrows(SourceException.class, () -> run(mixed));

        assertTrue(
                thrown.getMessage()
                        .contains(
                                "lengths of 80 sampled embeddings of parquet " + directory + "/embeddings"
                                        + " are {32=30, 33=50}, none has a share of 0.9 (validation.dimension-majority); set features.dim"),
                thrown.getMessage());
        assertEquals(Set.of(), table.visible(DS));
    }
}
