package dev.bochner.store.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Features as users read them: by each of Spark's readers and by DuckDB, whole and by filters that skip pages. */
@ExtendWith(Fixtures.class)
final class FeatureFileReadersIT {
    private final Configuration conf = new Configuration();

    @TempDir
    private Path directory;

    static Stream<FeatureFile> files() {
        return Stream.of(
                FeatureFile.of(1, 128, "none"),
                FeatureFile.of(25_000, 2, "snappy"),
                FeatureFile.of(9_000, 128, "none").withRowGroupBytes(3 << 20),
                FeatureFile.of(3, 400_000, "zstd"));
    }

    static Stream<Arguments> readersAndFiles() {
        return Stream.of(SparkReader.values()).flatMap(reader -> files().map(file -> Arguments.of(reader, file)));
    }

    @ParameterizedTest
    @MethodSource("readersAndFiles")
    void sparkReadsEveryBit(SparkReader reader, FeatureFile file, SparkSession spark) throws IOException {
        file.write(path("part-0.parquet"), conf);

        assertHolds(file, FeatureRows.bySpark(reader.session(spark), directory.toString()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void duckDbReadsEveryBit(FeatureFile file) throws IOException, SQLException {
        file.write(path("part-0.parquet"), conf);

        assertHolds(file, FeatureRows.byDuckDb(directory));
    }

    private static void assertHolds(FeatureFile file, FeatureRows read) {
        assertEquals(file.rows(), read.count());
        for (long id = 0; id < file.rows(); id++) {
            assertArrayEquals(file.features(id), read.features(id), "features of " + id);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sparkFindsNoRowInAFileOfNone(SparkReader reader, SparkSession spark) throws IOException {
        FeatureFile.of(0, 128, "snappy").write(path("part-0.parquet"), conf);

        Dataset<Row> table = reader.session(spark).read().parquet(directory.toString());

        assertEquals("struct<id:bigint,features:array<float>>", table.schema().catalogString());
        assertEquals(0, table.count());
    }

    /** The filters go down to the pages of the id; those of the features must be found by their first rows. */
    @ParameterizedTest
    @EnumSource
    void aFilterOnTheIdFindsItsRows(SparkReader reader, SparkSession spark) throws IOException {
        FeatureFile file = FeatureFile.of(50_000, 128, "none").withRowGroupBytes(16 << 20);
        file.write(path("part-0.parquet"), conf);
        Dataset<Row> table = reader.session(spark).read().parquet(directory.toString());

        for (String filter : List.of("id = 4711", "id > 49990", "id in (0, 19999, 20000, 31000, 49999)", "id < 0")) {
            List<Row> found = table.where(filter).collectAsList();

            assertEquals(file.rows() - table.where("not (" + filter + ")").count(), found.size(), filter);
            for (Row row : found) {
                assertArrayEquals(file.features(row.getLong(0)), floats(row.getList(1)), filter);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFilterOnACarriedColumnFindsItsRows(SparkReader reader, SparkSession spark) throws IOException {
        FeatureFile file = FeatureFile.of(50_000, 16, "snappy");
        writeWithRegion(file);
        Dataset<Row> table = reader.session(spark).read().parquet(directory.toString());

        List<Row> found = table.where("region = 'region-3'").collectAsList();
        List<Row> unknown = table.where("region is null").collectAsList();

        assertEquals(10_000, found.size());
        assertEquals(1, unknown.size());
        assertEquals(12_345, unknown.get(0).getLong(0));
        for (Row row : found) {
            assertEquals(3, row.getLong(0) / 10_000);
            assertArrayEquals(file.features(row.getLong(0)), floats(row.getList(2)));
        }
    }

    /** Regions follow each other, ten thousand rows each, so that statistics can tell pages apart; one is null. */
    private void writeWithRegion(FeatureFile file) throws IOException {
        RowLayout layout = new RowLayout(FeatureFile.ID, List.of(FeatureFile.REGION));
        try (FeatureFileWriter writer =
                FeatureFileWriter.create(path("part-0.parquet"), conf, layout, file.format(), file.columns())) {
            for (long id = 0; id < file.rows(); id++) {
                UTF8String region = UTF8String.fromString("region-" + id / 10_000);
                writer.copy(FeatureFile.row(id, id == 12_345 ? null : region));
                writer.features(file.features(id), 0, 1);
            }
        }
    }

    private static float[] floats(List<Float> list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i);
        }
        return values;
    }

    private org.apache.hadoop.fs.Path path(String name) {
        return new org.apache.hadoop.fs.Path(directory.resolve(name).toUri());
    }
}
