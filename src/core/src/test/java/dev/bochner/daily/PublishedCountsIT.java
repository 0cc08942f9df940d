package dev.bochner.daily;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.daily.DailyResult.Status;
import dev.bochner.store.Manifest;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.VersionId;
import dev.bochner.testkit.Fixtures;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the audit counts and measures is what is published: no quarantined row is an item of either day. */
@ExtendWith(Fixtures.class)
final class PublishedCountsIT {
    private static final VersionId VERSION = new VersionId(16, 1);
    private static final LocalDate DAY_ONE = LocalDate.of(2026, 11, 19);
    private static final LocalDate DAY_TWO = DAY_ONE.plusDays(1);

    /** Two hundred items, whose embeddings depend on nothing but their number. */
    private static final String ITEMS =
            "SELECT id, transform(sequence(1, 8), j -> float(sin(id * j))) AS embedding FROM range(1, 201)";

    /** Twenty ids twice, with embeddings that nobody should look at, and one row of each other kind that is refused. */
    private static final String WITH_QUARANTINED = ITEMS
            + " UNION ALL SELECT 1000 + id % 20, transform(sequence(1, 8), j -> float(1000 * id + j)) FROM range(40)"
            + " UNION ALL SELECT NULL, array(1F, 1F, 1F, 1F, 1F, 1F, 1F, 1F)"
            + " UNION ALL SELECT 2001, NULL"
            + " UNION ALL SELECT 2002, array(1F)"
            + " UNION ALL SELECT 2003, array(1F, NULL, 1F, 1F, 1F, 1F, 1F, 1F)"
            + " UNION ALL SELECT 2004, array(float('NaN'), 1F, 1F, 1F, 1F, 1F, 1F, 1F)"
            + " UNION ALL SELECT 2005, array(0F, 0F, 0F, 0F, 0F, 0F, 0F, 0F)";

    /** An item whose norm is beyond float32's range is mapped, and so it counts. */
    private static final String LARGE = " UNION ALL SELECT 3000, transform(sequence(1, 8), j -> float(3e38))";

    /** What tells of quarantined rows, and what is measured on the first rows of files, which lie elsewhere among others. */
    private static final Set<Measure> DIFFERENT = EnumSet.of(
            Measure.QUARANTINED_SHARE,
            Measure.PHI_ROWS_RECOMPUTED,
            Measure.PHI_KERNEL_ERROR,
            Measure.PHI_KERNEL_ERROR_EXPECTED,
            Measure.PHI_KERNEL_ERROR_RATIO);

    @TempDir
    java.nio.file.Path directory;

    private SparkSession spark;
    private DailyTable table;

    @BeforeEach
    void layOut(SparkSession session) {
        spark = session;
        table = DailyTable.in(
                new Path(directory.toUri().toString()),
                session.sparkContext().hadoopConfiguration(),
                directory.toUri() + "embeddings/{ds}",
                "features.versions = [{ m = 16, seed = \"1\" }]",
                "features.dim = 8",
                "validation.max-invalid-fraction = 0.5",
                "audit.enabled = true");
    }

    private void publish(LocalDate ds, String query, String... overrides) {
        spark.sql(query).repartition(3).write().parquet(directory.toUri() + "embeddings/" + ds);
        DailyResult result = DailyJob.of(spark, table.config(overrides)).run(ds, Existing.REFUSE);
        assertEquals(Status.PUBLISHED, result.status(), result.message() + result.audit());
    }

    private AuditReport audit(LocalDate ds) {
        return PublishedAudit.of(spark, table.config()).examine(ds, Optional.empty());
    }

    private static double value(AuditReport report, Measure measure, String part) {
        return report.metrics().stream()
                .filter(metric -> metric.measure() == measure && metric.part().equals(part))
                .mapToDouble(Metric::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itemsAreTheRowsThatWereWritten() {
        publish(DAY_ONE, WITH_QUARANTINED + LARGE);
        Manifest.Counts counts = table.manifest(VERSION, DAY_ONE).counts();
        assertEquals(201, counts.written());
        assertEquals(40, counts.quarantined().get("duplicate-id"));
        assertEquals((double) counts.written(), value(audit(DAY_ONE), Measure.ITEMS, ""));
    }

    @Test
    void quarantinedRowsChangeNoFigureOfEitherDay() {
        publish(DAY_ONE, WITH_QUARANTINED);
        publish(DAY_TWO, WITH_QUARANTINED);
        AuditReport with = audit(DAY_TWO);
        assertEquals(200, value(with, Measure.ITEMS, ""));
        assertEquals(200, value(with, Measure.ITEMS_BEFORE, ""));
        assertEquals(200, value(with, Measure.ITEMS_COMMON, ""));
        assertEquals(0, value(with, Measure.NEW_SHARE, ""));
        assertEquals(0, value(with, Measure.GONE_SHARE, ""));
        assertEquals(0, value(with, Measure.PHI_ROWS_DIFFERENT, ""));

        layOutElsewhere();
        publish(DAY_ONE, ITEMS);
        publish(DAY_TWO, ITEMS);
        AuditReport without = audit(DAY_TWO);
        for (Metric metric : without.metrics()) {
            if (!DIFFERENT.contains(metric.measure())) {
                Metric same = with.metrics().stream()
                        .filter(other -> other.measure() == metric.measure()
                                && other.part().equals(metric.part())
                                && other.version().equals(metric.version()))
                        .findFirst()
                        .orElseThrow();
                assertEquals(metric.value(), same.value(), 1e-9, metric.toString());
            }
        }
        assertFalse(without.metrics().isEmpty());
    }

    private void layOutElsewhere() {
        directory = directory.resolve("elsewhere");
        assertTrue(directory.toFile().mkdir());
        layOut(spark);
    }

    @Test
    void itemWhoseIdIsDuplicateOnTheDayBeforeIsNew() {
        publish(DAY_ONE, ITEMS + " UNION ALL SELECT 7, transform(sequence(1, 8), j -> 1F)");
        publish(DAY_TWO, ITEMS);
        AuditReport report = audit(DAY_TWO);
        assertEquals(199, value(report, Measure.ITEMS_BEFORE, ""));
        assertEquals(199, value(report, Measure.ITEMS_COMMON, ""));
        assertEquals(1.0 / 200, value(report, Measure.NEW_SHARE, ""), 1e-12);
    }
}
