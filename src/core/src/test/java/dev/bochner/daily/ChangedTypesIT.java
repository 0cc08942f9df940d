package dev.bochner.daily;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.daily.DailyResult.Status;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Snapshot;
import dev.bochner.store.VersionId;
import dev.bochner.store.source.SourceSchemaException;
import dev.bochner.testkit.Fixtures;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ids and carried columns whose type is another one than on the days before. */
@ExtendWith(Fixtures.class)
final class ChangedTypesIT {
    private static final VersionId VERSION = new VersionId(16, 1);
    private static final LocalDate DAY_ONE = LocalDate.of(2026, 11, 19);
    private static final LocalDate DAY_TWO = DAY_ONE.plusDays(1);
    private static final LocalDate DAY_THREE = DAY_ONE.plusDays(2);
    private static final int ITEMS = 100;

    @TempDir
    java.nio.file.Path directory;

    private SparkSession spark;
    private DailyTable table;

    @BeforeEach
    void layOut(SparkSession session) {
        spark = session;
        table = table("audit.enabled = true");
    }

    private DailyTable table(String... settings) {
        String[] all = new String[settings.length + 1];
        all[0] = "features.versions = [{ m = 16, seed = \"1\" }]";
        System.arraycopy(settings, 0, all, 1, settings.length);
        return DailyTable.in(
                new Path(directory.toUri().toString()),
                spark.sparkContext().hadoopConfiguration(),
                source() + "/{ds}",
                all);
    }

    private String source() {
        return directory.toUri() + "embeddings";
    }

    /** A hundred items, numbered from 1, whose embeddings depend on nothing but their number. */
    private void write(LocalDate ds, String idType, String... columns) {
        String[] all = new String[columns.length + 2];
        all[0] = "cast(id AS " + idType + ") AS id";
        all[1] = "transform(sequence(1, 8), j -> float(sin(id * j))) AS embedding";
        System.arraycopy(columns, 0, all, 2, columns.length);
        spark.range(1, ITEMS + 1).selectExpr(all).write().mode("overwrite").parquet(source() + "/" + ds);
    }

    private DailyResult run(LocalDate ds, String... overrides) {
        return DailyJob.of(spark, table.config(overrides)).run(ds, Existing.REFUSE);
    }

    private void published(LocalDate ds, String... overrides) {
        DailyResult result = run(ds, overrides);
        assertEquals(Status.PUBLISHED, result.status(), result.message() + result.audit());
    }

    private AuditReport audit(LocalDate ds, Optional<LocalDate> against) {
        return PublishedAudit.of(spark, table.config()).examine(ds, against);
    }

    private static double value(AuditReport report, Measure measure) {
        return report.metrics().stream()
                .filter(metric -> metric.measure() == measure && metric.part().isEmpty())
                .mapToDouble(Metric::value)
                .findFirst()
                .orElseThrow();
    }

    private Dataset<Row> features(LocalDate ds) {
        return spark.read()
                .parquet(table.table().path(new Snapshot(VERSION, ds)).toString());
    }

    private DataType type(LocalDate ds, String column) {
        return features(ds).schema().apply(column).dataType();
    }

    private static void assertOneLine(String expected, Exception refused) {
        assertEquals(expected, refused.getMessage());
        assertEquals(ExitCode.MISCONFIGURED, ExitCode.of(refused));
    }

    private String line(String column, String here, LocalDate dsHere, String there, LocalDate dsThere) {
        return "Column " + column + " is " + here + " in parquet " + source() + "/" + dsHere + " and " + there
                + " in the table's day " + dsThere + ", which run "
                + table.manifest(VERSION, dsThere).runId()
                + " published; only integers of different widths fit each other: cast it to " + there
                + " in the source, or publish to a new table";
    }

    @ParameterizedTest
    @CsvSource({"tinyint, bigint", "smallint, int", "int, bigint"})
    void widerIntegersAreTheSameItems(String before, String today) {
        write(DAY_ONE, before);
        write(DAY_TWO, today);
        published(DAY_ONE);
        published(DAY_TWO);
        assertEquals(today, type(DAY_TWO, "id").catalogString());
        AuditReport report = audit(DAY_TWO, Optional.of(DAY_ONE));
        assertEquals(ITEMS, value(report, Measure.ITEMS_COMMON));
        assertEquals(0.0, value(report, Measure.PHI_ROWS_DIFFERENT));
        assertEquals(1.0, value(report, Measure.H_KNN_OVERLAP), "the sampled items are the same too");
    }

    @Test
    void narrowerIntegersGetTheWidthOfTheTable() {
        write(DAY_ONE, "bigint");
        write(DAY_TWO, "int");
        published(DAY_ONE);
        published(DAY_TWO);
        assertEquals(DataTypes.LongType, type(DAY_TWO, "id"));
        assertEquals(ITEMS, features(DAY_TWO).join(features(DAY_ONE), "id").count());
        assertEquals(Status.ALREADY_PUBLISHED, run(DAY_TWO).status());
        assertEquals(ITEMS, value(audit(DAY_TWO, Optional.empty()), Measure.ITEMS_COMMON));
    }

    @Test
    void narrowerIntegersOfASourceWithoutFilesAreTheSameInputTheNextTime() {
        write(DAY_ONE, "bigint");
        published(DAY_ONE);
        spark.range(1, ITEMS + 1)
                .selectExpr("int(id) AS id", "transform(sequence(1, 8), j -> float(sin(id * j))) AS embedding")
                .createOrReplaceTempView("changed_types");
        String[] view = {"source.path=null", "source.catalog-table=changed_types"};
        published(DAY_TWO, view);
        assertEquals(DataTypes.LongType, type(DAY_TWO, "id"));
        assertEquals(Status.ALREADY_PUBLISHED, run(DAY_TWO, view).status());
    }

    @ParameterizedTest
    @CsvSource({"bigint, string", "string, bigint", "int, 'decimal(10,0)'", "string, binary"})
    void anyOtherIdTypeIsRefusedAtOnce(String before, String today) {
        write(DAY_ONE, before.equals("string") ? "string" : before);
        published(DAY_ONE);
        spark.read()
                .parquet(source() + "/" + DAY_ONE)
                .selectExpr("cast(id AS " + today + ") AS id", "embedding")
                .write()
                .parquet(source() + "/" + DAY_TWO);
        SourceSchemaException refused = assertThrows(SourceSchemaException.class, () -> run(DAY_TWO));
        assertOneLine(line("id (source.id-column)", today, DAY_TWO, before, DAY_ONE), refused);
        assertEquals(0, table.visible(DAY_TWO).size());
        assertTrue(table.staging().isEmpty(), table.staging().toString());
    }

    @Test
    void backfillBeforeTheFirstDayHasToFitTheOneBehindIt() {
        write(DAY_TWO, "string");
        write(DAY_ONE, "bigint");
        published(DAY_TWO);
        SourceSchemaException refused = assertThrows(SourceSchemaException.class, () -> run(DAY_ONE));
        assertOneLine(line("id (source.id-column)", "bigint", DAY_ONE, "string", DAY_TWO), refused);
    }

    @Test
    void onlyDayMayBeReplacedByAnotherType() {
        write(DAY_ONE, "string");
        published(DAY_ONE);
        write(DAY_ONE, "bigint");
        DailyResult replaced = DailyJob.of(spark, table.config()).run(DAY_ONE, Existing.REPLACE);
        assertEquals(Status.PUBLISHED, replaced.status(), replaced.message());
        assertEquals(DataTypes.LongType, type(DAY_ONE, "id"));
    }

    @Test
    void carriedColumnsFollowTheSameRule() {
        table = table("audit.enabled = true", "source.carry = [year, title]");
        write(DAY_ONE, "bigint", "bigint(id + 1900) AS year", "'x' AS title");
        write(DAY_TWO, "bigint", "int(id + 1900) AS year", "'x' AS title");
        write(DAY_THREE, "bigint", "bigint(id + 1900) AS year", "7 AS title");
        published(DAY_ONE);
        published(DAY_TWO);
        assertEquals(DataTypes.LongType, type(DAY_TWO, "year"));
        assertEquals(ITEMS, features(DAY_TWO).where("year = id + 1900").count());
        SourceSchemaException refused = assertThrows(SourceSchemaException.class, () -> run(DAY_THREE));
        assertOneLine(line("title (source.carry)", "int", DAY_THREE, "string", DAY_TWO), refused);
        // A column that is new, or no longer carried, has nothing to fit.
        published(DAY_THREE, "source.carry=[year]");
    }

    @Test
    void auditOfTwoDaysThatDoNotFitSaysTheSameLine() {
        // Published as two tables would be: each day before the other is there.
        write(DAY_ONE, "bigint");
        write(DAY_TWO, "string");
        published(DAY_TWO);
        java.nio.file.Path first = directory.resolve("table/features/m=16/seed=1/ds=" + DAY_TWO);
        java.nio.file.Path aside = directory.resolve("aside");
        move(first, aside);
        published(DAY_ONE);
        move(aside, first);
        String line = line("id (source.id-column)", "string", DAY_TWO, "bigint", DAY_ONE);
        assertOneLine(line, assertThrows(SourceSchemaException.class, () -> audit(DAY_TWO, Optional.of(DAY_ONE))));
        assertOneLine(line, assertThrows(SourceSchemaException.class, () -> audit(DAY_TWO, Optional.empty())));
    }

    private static void move(java.nio.file.Path from, java.nio.file.Path to) {
        assertTrue(from.toFile().renameTo(to.toFile()), from + " to " + to);
    }

    @ParameterizedTest
    @CsvSource({"procrustes, int, bigint", "running-mean, int, bigint", "running-mean, bigint, int"})
    void stabilisersTakeIntegersOfAnyWidthForTheSameItems(String kind, String before, String today) {
        table = table("audit.enabled = true", "stabiliser.kind = " + kind, "stabiliser.min-common-items = 8");
        write(DAY_ONE, before);
        write(DAY_TWO, today);
        published(DAY_ONE);
        published(DAY_TWO);
        assertEquals(DataTypes.LongType, type(DAY_TWO, "id"));
        assertEquals(
                Integer.toString(ITEMS),
                StabilisedTable.state(table, VERSION, DAY_TWO).properties().get("common-items"));
        write(DAY_THREE, "string");
        SourceSchemaException refused = assertThrows(SourceSchemaException.class, () -> run(DAY_THREE));
        assertOneLine(line("id (source.id-column)", "string", DAY_THREE, "bigint", DAY_TWO), refused);
    }

    @Test
    void stateWithoutItsFeaturesHasToFitToo() {
        table = table("stabiliser.kind = procrustes", "stabiliser.min-common-items = 8");
        write(DAY_ONE, "bigint");
        write(DAY_TWO, "string");
        published(DAY_ONE);
        String line = line("id (source.id-column)", "string", DAY_TWO, "bigint", DAY_ONE);
        for (String name : table.manifest(VERSION, DAY_ONE).files().stream()
                .map(file -> file.name())
                .toList()) {
            java.nio.file.Path file = directory
                    .resolve("table/features/m=16/seed=1/ds=" + DAY_ONE)
                    .resolve(name);
            assertTrue(file.toFile().delete(), file.toString());
        }
        SourceSchemaException refused = assertThrows(SourceSchemaException.class, () -> run(DAY_TWO));
        assertOneLine(line, refused);
    }
}
