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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
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
                History.read(table, CONF).trends().stream().collect(Collectors.toMap(Trend::metric, HistoryIT::points));
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
        List<Point> points = History.read(table, CONF).trends().stream()
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
        assertEquals(List.of(), History.read(table, CONF).trends());
    }

    private void put(String name, String text) throws IOException {
        Path metrics = Path.of(table.auditMetricsPath().toUri());
        Files.createDirectories(metrics);
        Files.writeString(metrics.resolve(name), text);
    }

    private static List<String> names(History history) {
        return history.trends().stream().map(Trend::metric).toList();
    }

    @Test
    void aFileThatIsNoMetricsFileIsLeftOutAndNamed() throws IOException {
        write(Reports.of("run-1", Reports.DAY_1, MORNING, 0.25));
        assertEquals(Optional.empty(), History.read(table, CONF).remark());
        put("README.txt", "Read me first, before you delete anything.");
        put("empty.parquet", "");
        put(".hidden", "x");
        put("_SUCCESS", "");
        History history = History.read(table, CONF);
        assertEquals(
                Optional.of("The history leaves out 2 files of " + table.auditMetricsPath() + ", to be moved away: "
                        + "README.txt (not a Parquet file), empty.parquet (not a Parquet file)"),
                history.remark());
        assertEquals(4, history.trends().size());
    }

    @Test
    void aTruncatedFileIsLeftOutAndTheOthersAreRead() throws IOException {
        write(Reports.of("run-1", Reports.DAY_1, MORNING, 0.25));
        write(Reports.of("run-2", Reports.DAY_2, MORNING, 0.75));
        Path second = Path.of(table.auditMetricsPath().toUri()).resolve("run-2.parquet");
        byte[] whole = Files.readAllBytes(second);
        Files.deleteIfExists(second.resolveSibling(".run-2.parquet.crc"));
        for (int length : new int[] {1, 8, 100, whole.length / 2, whole.length - 9, whole.length - 1}) {
            Files.write(second, Arrays.copyOf(whole, length));
            History history = History.read(table, CONF);
            assertEquals(4, names(history).size());
            assertTrue(history.remark().orElseThrow().contains("a file"), () -> length + ": " + history.remark());
            assertTrue(history.remark().orElseThrow().contains("run-2.parquet ("), history.remark()::toString);
        }
    }

    @Test
    void aForeignTableADirectoryAndARowWithABadDateAreLeftOut(SparkSession spark) {
        write(Reports.of("run-1", Reports.DAY_1, MORNING, 0.25));
        String metrics = table.auditMetricsPath().toString();
        spark.range(10).write().parquet(metrics + "/directory.parquet");
        put("foreign.parquet", spark.range(10).toDF("item"));
        rewritten(spark, "ds", "'2026-13-45'", "bad-date");
        rewritten(spark, "value", "double('NaN')", "nan");
        rewritten(spark, "level", "'excellent'", "bad-level");
        rewritten(spark, "audited_at", "'yesterday'", "text-for-time");
        History history = History.read(table, CONF);
        assertEquals(4, names(history).size());
        String remark = history.remark().orElseThrow();
        assertTrue(
                remark.contains("6 files")
                        && remark.contains("bad-date.parquet (ds of a row is \"2026-13-45\", expected a date such as"
                                + " 2026-11-20)")
                        && remark.contains(
                                "bad-level.parquet (level of a row is \"excellent\", expected pass, warn or fail)")
                        && remark.contains("directory.parquet (a directory)")
                        && remark.endsWith("and 3 more"),
                remark);
    }

    /** Run 1 as another run, with a column replaced. */
    private void rewritten(SparkSession spark, String column, String expression, String name) {
        put(
                name + ".parquet",
                spark.read()
                        .parquet(table.auditMetricsPath() + "/run-1.parquet")
                        .withColumn(column, functions.expr(expression))
                        .withColumn("run_id", functions.lit(name)));
    }

    /** Puts a file that Spark writes beside the others. */
    private void put(String name, Dataset<Row> rows) {
        String type = "spark.sql.parquet.outputTimestampType";
        SparkSession spark = rows.sparkSession();
        String former = spark.conf().get(type);
        Path out = directory.resolve("written-" + name);
        spark.conf().set(type, "TIMESTAMP_MICROS");
        try {
            rows.coalesce(1).write().parquet(out.toUri().toString());
        } finally {
            spark.conf().set(type, former);
        }
        try (Stream<Path> files = Files.list(out)) {
            Path file = files.filter(path -> path.getFileName().toString().startsWith("part-"))
                    .findFirst()
                    .orElseThrow();
            Files.move(file, Path.of(table.auditMetricsPath().toUri()).resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFileThatSparkMadeOfSeveralIsReadLikeThem(SparkSession spark) throws IOException {
        write(Reports.of("run-1", Reports.DAY_1, MORNING, 0.25));
        write(Reports.of("run-2", Reports.DAY_2, MORNING, 0.75));
        History apart = History.read(table, CONF);
        put("compacted.parquet", spark.read().parquet(table.auditMetricsPath().toString()));
        Path metrics = Path.of(table.auditMetricsPath().toUri());
        assertEquals(apart.trends(), History.read(table, CONF).trends(), "every run is there twice and counts once");
        Files.delete(metrics.resolve("run-1.parquet"));
        Files.delete(metrics.resolve("run-2.parquet"));
        assertEquals(apart.trends(), History.read(table, CONF).trends());
        assertEquals(Optional.empty(), History.read(table, CONF).remark());
    }

    @Test
    void aFileInThePlaceOfTheDirectoryIsARemark() throws IOException {
        Files.createDirectories(directory.resolve("_audit"));
        Files.writeString(directory.resolve("_audit/metrics"), "junk");
        History history = History.read(table, CONF);
        assertEquals(List.of(), history.trends());
    }

    @Test
    void goesNoFurtherThanTheDateOfAReportAndKnowsWhichDaysPassed() {
        write(Reports.of("run-1", Reports.DAY_1, MORNING, 0.25));
        write(Reports.of("run-2", Reports.DAY_2, MORNING, 0.75));
        History history = History.read(table, CONF);
        assertEquals(List.of(Reports.DAY_2), List.copyOf(history.passed().keySet()), "h-cka of 0.25 fails");
        assertEquals(4, history.passed().get(Reports.DAY_2).size());
        assertEquals(
                List.of(new Point(Reports.DAY_1, 0.25)),
                history.until(Reports.DAY_1).trends().stream()
                        .filter(trend -> trend.metric().equals("h-cka"))
                        .findFirst()
                        .map(HistoryIT::points)
                        .orElseThrow());
    }

    @Test
    void theFiguresOfARunThatFailsAreKeptAndNoPartOfTheTrends(SparkSession spark) {
        StoreOptions options =
                new StoreOptions(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofDays(1), Duration.ofDays(1));
        RunSession run =
                RunSession.begin(table, RunSession.Request.of(Command.RUN, Optional.of(Reports.DAY_1), options));
        String id = run.runId().text();
        History.write(Reports.of(id, Reports.DAY_1, MORNING, 0.5), run.staging().auditDraft(AuditFile.METRICS), CONF);
        assertEquals(List.of(), History.read(table, CONF).trends());
        run.publishAudit(AuditFile.METRICS, Reports.DAY_1);
        assertEquals(4, History.read(table, CONF, id).trends().size());
        assertEquals(List.of(), History.read(table, CONF).trends());
        run.failed(1, "after the audit");
        run.close();
        assertEquals(List.of(), History.read(table, CONF).trends());
        assertEquals(
                4, spark.read().parquet(table.auditMetricsPath().toString()).count());
    }
}
