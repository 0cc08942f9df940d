package dev.bochner.audit.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.audit.report.AuditReport;
import dev.bochner.audit.report.Trend;
import dev.bochner.store.AuditFile;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunSession;
import dev.bochner.store.StoreOptions;
import dev.bochner.testkit.Fixtures;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Fixtures.class)
final class HistoryIT {
    private static final Instant MORNING = Instant.parse("2026-11-20T03:04:05.000006Z");
    private static final Configuration CONF = new Configuration();

    @TempDir
    Path directory;

    private FeatureTable table;

    @BeforeEach
    void openTable() {
        table = FeatureTable.at(new org.apache.hadoop.fs.Path(directory.toUri()), CONF);
    }

    private void write(AuditReport report) {
        String name = report.subject().run() + ".parquet";
        History.write(report, new org.apache.hadoop.fs.Path(table.auditMetricsPath(), name), CONF);
    }

    @Test
    void sparkSqlReadsTheFilesOfAllRunsAsOneTableWithoutOptions(SparkSession spark) {
        write(Reports.of("run-1", Reports.DAY_1, MORNING, 0.25));
        write(Reports.of("run-2", Reports.DAY_2, MORNING, 0.75));
        String from = " FROM parquet.`" + table.auditMetricsPath() + "`";
        assertEquals(
                "STRUCT<run_id: STRING, ds: STRING, against: STRING, audited_at: TIMESTAMP, m: INT, seed: BIGINT, "
                        + "measure: STRING, part: STRING, value: DOUBLE, items: BIGINT, half_width: DOUBLE, "
                        + "precision: STRING, level: STRING, message: STRING, verdict: STRING>",
                spark.sql("SELECT *" + from).schema().sql());
        assertEquals(8, spark.sql("SELECT *" + from).count());
        assertEquals(
                "[run-1,2026-11-19,null,2026-11-20 03:04:05.000006,null,null,h-cka,,0.25,1000,0.015625,sampled,fail,"
                        + "h-cka is 0.2500, expected at least 0.5000,fail]",
                spark.sql("SELECT *" + from + " WHERE run_id = 'run-1' AND measure = 'h-cka'")
                        .first()
                        .toString());
        assertEquals(
                "[2026-11-19,64,-9223372036854775808,,exact,pass,warn]",
                spark.sql("SELECT against, m, seed, part, precision, level, verdict" + from
                                + " WHERE ds = '2026-11-20' AND measure = 'phi-kernel-error'")
                        .first()
                        .toString());
        assertEquals(
                Double.POSITIVE_INFINITY,
                spark.sql("SELECT value" + from + " WHERE level IS NULL AND measure = 'h-noise-to-signal'")
                        .first()
                        .getDouble(0));
    }

    @Test
    void duckDbReadsItToo() throws SQLException {
        write(Reports.of("run-1", Reports.DAY_1, MORNING, 0.25));
        write(Reports.of("run-2", Reports.DAY_2, MORNING, 0.75));
        String query = "SELECT count(*), sum(value) FILTER (measure = 'h-cka'), max(value), max(seed), "
                + "CAST(max(audited_at) AT TIME ZONE 'UTC' AS VARCHAR) FROM read_parquet('"
                + Path.of(table.auditMetricsPath().toUri()) + "/*.parquet')";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertTrue(result.next());
            assertEquals(8, result.getLong(1));
            assertEquals(1.0, result.getDouble(2));
            assertEquals(Double.POSITIVE_INFINITY, result.getDouble(3));
            assertEquals(Long.MIN_VALUE, result.getLong(4));
            assertEquals("2026-11-20 03:04:05.000006", result.getString(5));
        }
    }

    @Test
    void aTrendTakesTheNewestRunOfEachDate(SparkSession spark) {
        write(Reports.of("run-2", Reports.DAY_2, MORNING, 0.75));
        write(Reports.of("run-9", Reports.DAY_1, MORNING, 0.125));
        write(Reports.of("run-1", Reports.DAY_1, MORNING.plusSeconds(1), 0.25));
        Map<String, List<Point>> trends =
                History.read(spark, table).stream().collect(Collectors.toMap(Trend::metric, HistoryIT::points));
        assertEquals(
                Map.of(
                        "h-cka", points(0.25, 0.75),
                        "norm p05", points(1.5, 1.5),
                        "phi-kernel-error m=64/seed=-9223372036854775808", points(0.1, 0.1),
                        "h-noise-to-signal", points(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)),
                trends);
    }

    /** A figure of a date, whatever was said of it. */
    private record Point(LocalDate ds, double value) {}

    private static List<Point> points(Trend trend) {
        return trend.points().stream()
                .map(point -> new Point(point.ds(), point.value()))
                .toList();
    }

    private static List<Point> points(double first, double second) {
        return List.of(new Point(Reports.DAY_1, first), new Point(Reports.DAY_2, second));
    }

    @Test
    void aTrendEndsWithTheNewestDateAndGoesNinetyBack(SparkSession spark) {
        IntStream.range(0, 93).forEach(day -> {
            LocalDate ds = Reports.DAY_1.plusDays(day);
            write(Reports.of("run-" + day, ds, MORNING, day));
        });
        List<Point> points = History.read(spark, table).stream()
                .filter(trend -> trend.metric().equals("h-cka"))
                .findFirst()
                .map(HistoryIT::points)
                .orElseThrow();
        assertEquals(
                IntStream.range(3, 93)
                        .mapToObj(day -> new Point(Reports.DAY_1.plusDays(day), day))
                        .toList(),
                points);
    }

    @Test
    void withoutAHistoryThereAreNoTrends(SparkSession spark) {
        assertEquals(List.of(), History.read(spark, table));
    }

    @Test
    void theFiguresOfARunThatFailsAreKeptAndNoPartOfTheTrends(SparkSession spark) {
        StoreOptions options =
                new StoreOptions(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofDays(1), Duration.ofDays(1));
        RunSession run =
                RunSession.begin(table, RunSession.Request.of(Command.RUN, Optional.of(Reports.DAY_1), options));
        String id = run.runId().text();
        History.write(Reports.of(id, Reports.DAY_1, MORNING, 0.5), run.staging().auditDraft(AuditFile.METRICS), CONF);
        assertEquals(List.of(), History.read(spark, table));
        run.publishAudit(Reports.DAY_1);
        assertEquals(4, History.read(spark, table, id).size());
        assertEquals(List.of(), History.read(spark, table));
        run.failed(1, "after the audit");
        run.close();
        assertEquals(List.of(), History.read(spark, table));
        assertEquals(
                4, spark.read().parquet(table.auditMetricsPath().toString()).count());
    }
}
