package dev.bochner.store.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Id and carried columns of every atomic type, beside what Spark itself makes of the same rows. */
@ExtendWith(Fixtures.class)
final class AtomicColumnsIT {
    /** A row for each value of interest, and one of nulls. The first column is the id, the second stands for features. */
    private static final String ROWS = """
            SELECT * FROM VALUES
              (1L, array(1f, -1f), true, 127Y, 32767S, 2147483647, 9223372036854775807L, float('NaN'), double('-0.0'),
                9999999.99BD, 12345678901234.5678BD, 99999999999999999999.9BD, -1BD,
                'text', X'00ff', DATE'9999-12-31', TIMESTAMP'9999-12-31 23:59:59.999999',
                TIMESTAMP_NTZ'9999-12-31 23:59:59.999999', INTERVAL '9-11' YEAR TO MONTH,
                INTERVAL '9 23:59:59.999999' DAY TO SECOND),
              (-2L, array(0f, -0f), false, -128Y, -32768S, -2147483648, -9223372036854775808L, float('-0.0'),
                double('NaN'), -9999999.99BD, -12345678901234.5678BD, -99999999999999999999.9BD, 1BD,
                '', X'', DATE'0001-01-01', TIMESTAMP'0001-01-01 00:00:00.000001',
                TIMESTAMP_NTZ'0001-01-01 00:00:00.000001', INTERVAL '-9-11' YEAR TO MONTH,
                INTERVAL '-9 23:59:59.999999' DAY TO SECOND),
              (3L, array(0.5f, 0.25f), true, 0Y, 0S, 0, 0L, float('-Infinity'), double('Infinity'),
                0.01BD, 0.0001BD, 0.1BD, 12345678901234567890123456789012345678BD,
                'Zürich 東京 🎬', X'ffffffffffffffffffff', DATE'1582-10-04', TIMESTAMP'1582-10-04 23:59:59.999',
                TIMESTAMP_NTZ'1582-10-15 00:00:00', INTERVAL '0-1' YEAR TO MONTH,
                INTERVAL '0 00:00:00.000001' DAY TO SECOND),
              (4L, array(0f, 1f), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                NULL, NULL, NULL),
              (5L, array(1f, 1f), false, 1Y, -1S, -1, -1L, 1.5f, -2.25D, -0.01BD, -0.0001BD, -0.1BD, 0BD,
                'text', X'00ff', DATE'1969-12-31', TIMESTAMP'1969-12-31 23:59:59.999999',
                TIMESTAMP_NTZ'1970-01-01 00:00:00', INTERVAL '-0-1' YEAR TO MONTH,
                INTERVAL '-0 00:00:00.000001' DAY TO SECOND)
            AS t(id, features, a_boolean, a_byte, a_short, an_int, a_long, a_float, a_double,
                of_9_digits, of_18_digits, of_21_digits, of_38_digits,
                a_string, a_binary, a_date, a_timestamp, a_local_timestamp, years, days)
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void fileIsTheOneThatSparkWrites(TimestampEncoding timestamps, SparkSession spark) throws IOException {
        Path sparks = writeBySpark(spark, timestamps);
        Path ours = writeOurselves(spark, timestamps);

        ParquetMetadata expected = footer(sparks);
        ParquetMetadata actual = footer(ours);
        assertEquals(
                expected.getFileMetaData().getSchema(), actual.getFileMetaData().getSchema());
        assertEquals(
                expected.getFileMetaData().getKeyValueMetaData(),
                actual.getFileMetaData().getKeyValueMetaData());
        assertEquals(statistics(expected), statistics(actual));
        assertEquals(groups(sparks), groups(ours));
    }

    @ParameterizedTest
    @EnumSource
    void sparkReadsWhatItWouldReadOfItsOwn(SparkReader reader, SparkSession spark) throws IOException {
        SparkSession session = reader.session(spark);
        Path sparks = writeBySpark(spark, TimestampEncoding.INT96);
        Path ours = writeOurselves(spark, TimestampEncoding.INT96);

        Dataset<Row> expected = session.read().parquet(sparks.toString());
        Dataset<Row> actual = session.read().parquet(ours.toString());

        assertEquals(expected.schema(), actual.schema());
        assertEquals(expected.toJSON().collectAsList(), actual.toJSON().collectAsList());
    }

    /** The rows as a source has them: id, then embedding, then what is carried. */
    private static Dataset<Row> rows(SparkSession spark) {
        Dataset<Row> values = spark.sql(ROWS);
        StructType schema = new StructType();
        for (StructField field : values.schema().fields()) {
            boolean nullable = !List.of("id", "features").contains(field.name());
            schema = schema.add(field.name(), field.dataType(), nullable);
        }
        return spark.createDataFrame(values.collectAsList(), schema).coalesce(1);
    }

    private Path writeBySpark(SparkSession spark, TimestampEncoding timestamps) throws IOException {
        SparkSession session = spark.newSession();
        session.conf().set("spark.sql.parquet.outputTimestampType", timestamps.name());
        Dataset<Row> rows = rows(session);
        List<String> columns = new ArrayList<>(List.of(rows.columns()));
        columns.remove("features");
        columns.add("features");
        Path target = directory.resolve("spark-" + timestamps);
        rows.selectExpr(columns.toArray(String[]::new))
                .write()
                .option("compression", "zstd")
                .parquet(target.toString());
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path writeOurselves(SparkSession spark, TimestampEncoding timestamps) throws IOException {
        Dataset<Row> rows = rows(spark);
        StructField[] fields = rows.schema().fields();
        RowLayout layout = new RowLayout(fields[0], List.of(fields).subList(2, fields.length));
        FileFormat format = new FileFormat("zstd", 128 << 20, timestamps, spark.version());
        Path target = directory.resolve("ours-" + timestamps + ".parquet");
        try (FeatureFileWriter writer =
                FeatureFileWriter.create(hadoop(target), new Configuration(), layout, format, 2)) {
            for (InternalRow row : rows.queryExecution()
                    .toRdd()
                    .toJavaRDD()
                    .map(InternalRow::copy)
                    .collect()) {
                writer.copy(row);
                writer.features(row.getArray(RowLayout.EMBEDDING).toFloatArray(), 0, 1);
            }
        }
        return target;
    }

    private static ParquetMetadata footer(Path file) throws IOException {
        try (ParquetFileReader reader =
                ParquetFileReader.open(HadoopInputFile.fromPath(hadoop(file), new Configuration()))) {
            return reader.getFooter();
        }
    }

    /** Statistics of each column, and its encodings, which for features are ours. */
    private static List<String> statistics(ParquetMetadata footer) {
        return footer.getBlocks().get(0).getColumns().stream()
                .map(chunk -> chunk.getPath() + " " + chunk.getStatistics()
                        + (chunk.getPath().size() == 1 ? chunk.getEncodings().toString() : ""))
                .toList();
    }

    /** The rows as they are laid out, each value in its physical type. */
    private static List<String> groups(Path file) throws IOException {
        List<String> groups = new ArrayList<>();
        try (ParquetReader<Group> reader =
                ParquetReader.builder(new GroupReadSupport(), hadoop(file)).build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                groups.add(group.toString());
            }
        }
        return groups;
    }

    private static org.apache.hadoop.fs.Path hadoop(Path file) {
        return new org.apache.hadoop.fs.Path(file.toUri());
    }
}
