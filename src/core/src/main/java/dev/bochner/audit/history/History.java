package dev.bochner.audit.history;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import dev.bochner.audit.metric.Level;
import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.audit.report.AuditReport;
import dev.bochner.audit.report.Trend;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.RunId;
import dev.bochner.store.VersionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Every metric of every audit of a table: {@code _audit/metrics}, a Parquet file of each run, which Spark and others read
 * as one table. {@code MetricsFile} has the columns.
 */
public final class History {
    /** How many dates {@link #read} goes back: three months show a trend, and bound what the driver holds. */
    public static final int DATES = 90;

    private History() {}

    /**
     * Writes the metrics of a report as one file, without a Spark job.
     *
     * @param file must not exist
     */
    public static void write(AuditReport report, Path file, Configuration conf) {
        MetricsFile columns = new MetricsFile(report);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(HadoopOutputFile.fromPath(file, conf))
                .withType(MetricsFile.SCHEMA)
                .withConf(conf)
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .build()) {
            for (Metric metric : report.metrics()) {
                writer.write(columns.row(metric));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the metrics to " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads how each metric went over the last {@value #DATES} dates that were audited and published. Of several audits of
     * a date the newest counts, alone.
     *
     * @return by name of the metric; empty if there is no history
     */
    public static List<Trend> read(SparkSession spark, FeatureTable table) {
        return read(spark, table, "");
    }

    /**
     * The same with a run that is still at work.
     *
     * @param current its run-id
     */
    public static List<Trend> read(SparkSession spark, FeatureTable table, String current) {
        Path metrics = table.auditMetricsPath();
        return exists(metrics, spark.sparkContext().hadoopConfiguration())
                ? trends(spark.read().parquet(metrics.toString()).where(published(table, current)))
                : List.of();
    }

    /** Figures of a day that nobody got to see are no measure for the others. */
    private static Column published(FeatureTable table, String current) {
        Object[] unpublished = table.unpublishedRuns().stream()
                .map(RunId::text)
                .filter(run -> !run.equals(current))
                .toArray();
        return not(col("run_id").isin(unpublished));
    }

    private static boolean exists(Path metrics, Configuration conf) {
        try {
            return metrics.getFileSystem(conf).exists(metrics);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at " + metrics + ": " + e.getMessage(), e);
        }
    }

    private static List<Trend> trends(Dataset<Row> all) {
        Dataset<Row> newest = all.groupBy("ds")
                .agg(max(struct("audited_at", "run_id")).as("newest"))
                .orderBy(col("ds").desc())
                .limit(DATES)
                .select("ds", "newest.run_id");
        Map<String, List<Trend.Point>> trends = new TreeMap<>();
        all.join(newest, new String[] {"ds", "run_id"}, "left_semi")
                .select("ds", "measure", "part", "m", "seed", "value", "level")
                .orderBy("ds")
                .collectAsList()
                .forEach(row -> name(row)
                        .ifPresent(name -> trends.computeIfAbsent(name, any -> new ArrayList<>())
                                .add(point(row))));
        return trends.entrySet().stream()
                .map(entry -> new Trend(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Trend.Point point(Row row) {
        Optional<Level> level = Optional.<String>ofNullable(row.getAs(6)).flatMap(Level::of);
        return new Trend.Point(LocalDate.parse(row.getString(0)), row.getDouble(5), level);
    }

    /** Empty for a measure that this program does not know (any more). */
    private static Optional<String> name(Row row) {
        return Measure.of(row.getString(1)).map(measure -> {
            Metric metric = Metric.exact(measure, row.getDouble(5), 0).part(row.getString(2));
            return (row.isNullAt(3) ? metric : metric.of(new VersionId(row.getInt(3), row.getLong(4)))).name();
        });
    }
}
