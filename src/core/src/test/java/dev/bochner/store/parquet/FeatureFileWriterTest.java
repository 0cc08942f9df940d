package dev.bochner.store.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.FloatStatistics;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as Parquet's own reader sees them. What Spark and DuckDB see is in {@link FeatureFileReadersIT}. */
final class FeatureFileWriterTest {
    private static final int FEATURES = 1;

    @TempDir
    private java.nio.file.Path directory;

    private final Configuration conf = new Configuration();
    private Path path = new Path("unset");

    @BeforeEach
    void nameTheFile() {
        path = new Path(directory.resolve("part-0.parquet").toUri());
        conf.setBoolean("parquet.page.verify-checksum.enabled", true);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 128, none", // one row
        "100, 2, none", // the narrowest rows
        "45000, 2, none", // pages that end by their number of rows
        "5000, 128, none", // pages that end by their size
        "3, 400000, none", // rows wider than a page
        "2500, 128, snappy",
        "2500, 128, zstd",
        "2500, 128, gzip",
        "2500, 128, lz4_raw",
    })
    void givesBackEveryBit(int rows, int columns, String codec) throws IOException {
        FeatureFile file = FeatureFile.of(rows, columns, codec);

        file.write(path, conf);

        assertHolds(file);
        ColumnChunkMetaData chunk = blocks().get(0).getColumns().get(FEATURES);
        assertEquals(file.format().codec(), chunk.getCodec());
        assertEquals(Map.of(Encoding.RLE, true, Encoding.PLAIN, true).keySet(), chunk.getEncodings());
    }

    @Test
    void givesBackEveryBitOverSeveralRowGroups() throws IOException {
        FeatureFile file = FeatureFile.of(10_000, 128, "snappy").withRowGroupBytes(2 << 20);

        file.write(path, conf);

        assertHolds(file);
        List<BlockMetaData> blocks = blocks();
        assertEquals(3, blocks.size());
        assertEquals(
                10_000, blocks.stream().mapToLong(BlockMetaData::getRowCount).sum());
        for (BlockMetaData block : blocks) {
            assertTrue(block.getTotalByteSize() <= 2 << 20, () -> "row group of " + block.getTotalByteSize());
        }
    }

    @Test
    void endsARowGroupOnlyWhereEveryRowHasItsFeatures() throws IOException {
        FeatureFile file = FeatureFile.of(3000, 128, "none").withRowGroupBytes(200_000);
        try (FeatureFileWriter writer = create(file)) {
            writer.copy(FeatureFile.row(0L));
            for (long id = 0; id < 2999; id++) {
                // Always one row ahead: the two never meet before the end.
                writer.copy(FeatureFile.row(id + 1));
                writer.features(file.features(id), 0, 1);
            }
            writer.features(file.features(2999), 0, 1);
        }

        assertHolds(file);
        assertEquals(1, blocks().size());
    }

    @Test
    void takesFeaturesFromTheMiddleOfAnArray() throws IOException {
        float[] values = {9, 9, 9, 0.5f, -0.5f, 0.25f, -0.25f, 9};
        try (FeatureFileWriter writer = create(FeatureFile.of(2, 2, "none"))) {
            writer.features(values, 3, 0);
            writer.copy(FeatureFile.row(0L));
            writer.copy(FeatureFile.row(1L));
            writer.features(values, 3, 2);
            writer.features(values, 3, 0);
        }

        try (ParquetReader<Group> reader = reader()) {
            assertArrayEquals(new float[] {0.5f, -0.5f}, features(reader.read(), 2));
            assertArrayEquals(new float[] {0.25f, -0.25f}, features(reader.read(), 2));
        }
    }

    @Test
    void becomesAFileOfNoRowsIfNoneComes() throws IOException {
        FeatureFileWriter writer = FeatureFile.of(0, 128, "snappy").write(path, conf);

        assertEquals(0, writer.facts().rows());
        assertEquals(List.of(), blocks());
        try (ParquetReader<Group> reader = reader()) {
            assertEquals(null, reader.read());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy"})
    void statesTheFactsOfTheFile(String codec) throws IOException {
        FeatureFileWriter writer = FeatureFile.of(5000, 64, codec).write(path, conf);

        byte[] bytes = Files.readAllBytes(directory.resolve("part-0.parquet"));
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        assertEquals(new Manifest.DataFile("part-0.parquet", 5000, bytes.length, checksum.getValue()), writer.facts());
    }

    @Test
    void chunksAndPagesHaveTheirTrueLeastAndGreatest() throws IOException {
        FeatureFile file = FeatureFile.of(9000, 128, "none").withRowGroupBytes(3 << 20);

        file.write(path, conf);

        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, conf))) {
            long firstOfBlock = 0;
            for (BlockMetaData block : reader.getFooter().getBlocks()) {
                ColumnChunkMetaData chunk = block.getColumns().get(FEATURES);
                Extremes ofChunk = Extremes.of(file, firstOfBlock, firstOfBlock + block.getRowCount());
                FloatStatistics statistics = (FloatStatistics) chunk.getStatistics();
                assertEquals(ofChunk, new Extremes(statistics.getMin(), statistics.getMax()));
                assertEquals(0, statistics.getNumNulls());
                assertPages(file, firstOfBlock, block, reader.readColumnIndex(chunk), reader.readOffsetIndex(chunk));
                firstOfBlock += block.getRowCount();
            }
            assertEquals(9000, firstOfBlock);
        }
    }

    private static void assertPages(
            FeatureFile file, long firstOfBlock, BlockMetaData block, ColumnIndex values, OffsetIndex places) {
        assertTrue(places.getPageCount() > 1, "expected several pages");
        assertEquals(List.of(0L), values.getNullCounts().stream().distinct().toList());
        for (int page = 0; page < places.getPageCount(); page++) {
            long first = firstOfBlock + places.getFirstRowIndex(page);
            long last = firstOfBlock + places.getLastRowIndex(page, block.getRowCount());
            Extremes extremes = new Extremes(
                    values.getMinValues().get(page).getFloat(0),
                    values.getMaxValues().get(page).getFloat(0));
            assertEquals(Extremes.of(file, first, last + 1), extremes, "page " + page);
        }
    }

    /** The least and the greatest feature of some rows. */
    private record Extremes(float min, float max) {
        static Extremes of(FeatureFile file, long first, long end) {
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (long id = first; id < end; id++) {
                for (float feature : file.features(id)) {
                    min = Math.min(min, feature);
                    max = Math.max(max, feature);
                }
            }
            return new Extremes(min, max);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "zstd"})
    void aFlippedBitInThePagesIsNoticed(String codec) throws IOException {
        FeatureFile.of(5000, 128, codec).write(path, conf);
        java.nio.file.Path file = directory.resolve("part-0.parquet");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
        // Else Hadoop's own checksum of local files would notice first.
        Files.delete(directory.resolve(".part-0.parquet.crc"));

        RuntimeException thrown =
                assertThrows(RuntimeException.class, () -> assertHolds(FeatureFile.of(5000, 128, codec)));

        assertTrue(messages(thrown).contains("CRC checksum verification failed"), messages(thrown));
    }

    private static String messages(Throwable thrown) {
        return thrown.getMessage() + (thrown.getCause() == null ? "" : "; " + messages(thrown.getCause()));
    }

    @Test
    void leavesPageChecksumsOutIfHadoopsConfigurationSaysSo() throws IOException {
        FeatureFile file = FeatureFile.of(5000, 128, "none");
        long with = file.write(path, conf).facts().bytes();
        path = new Path(directory.resolve("other.parquet").toUri());
        conf.setBoolean("parquet.page.write-checksum.enabled", false);

        assertTrue(file.write(path, conf).facts().bytes() < with);
        assertHolds(file);
    }

    @Test
    void honoursThePageSizeOfHadoopsConfiguration() throws IOException {
        conf.setInt("parquet.page.size", 100_000);
        conf.setInt("parquet.page.row.count.limit", 150);
        FeatureFile file = FeatureFile.of(1000, 100, "none");

        file.write(path, conf);

        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, conf))) {
            for (ColumnChunkMetaData chunk :
                    reader.getFooter().getBlocks().get(0).getColumns()) {
                assertEquals(7, reader.readOffsetIndex(chunk).getPageCount(), chunk.toString());
            }
        }
        assertHolds(file);
    }

    @Test
    void failsToCloseWhileARowLacksItsFeatures() throws IOException {
        FeatureFile file = FeatureFile.of(3, 2, "none");
        FeatureFileWriter writer = create(file);
        writer.copy(FeatureFile.row(1L));
        writer.copy(FeatureFile.row(2L));
        writer.features(new float[2], 0, 1);

        IllegalStateException thrown = assertThrows(IllegalStateException.class, writer::close);

        assertEquals("1 rows of " + path + " lack their features", thrown.getMessage());
        writer.abandon();
    }

    @Test
    void refusesFeaturesOfRowsThatItHasNotHad() throws IOException {
        FeatureFileWriter writer = create(FeatureFile.of(3, 2, "none"));
        writer.copy(FeatureFile.row(1L));

        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> writer.features(new float[4], 0, 2));

        assertEquals("Features of 2 rows for " + path + ", where 1 wait for theirs", thrown.getMessage());
        writer.abandon();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesFeaturesThatAreNotFinite(float bad) throws IOException {
        FeatureFileWriter writer = create(FeatureFile.of(1, 3, "none"));
        writer.copy(FeatureFile.row(1L));
        writer.features(new float[] {0, bad, 0}, 0, 1);

        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, writer::close);

        assertTrue(thrown.getMessage().startsWith("Features of " + path + " range from "), thrown.getMessage());
        assertTrue(thrown.getMessage().endsWith(", expected finite numbers"), thrown.getMessage());
        writer.abandon();
    }

    @Test
    void refusesARowWithoutAnId() throws IOException {
        FeatureFileWriter writer = create(FeatureFile.of(1, 2, "none"));

        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> writer.copy(FeatureFile.row(null)));

        assertEquals("Column id is null, expected a value in every row", thrown.getMessage());
        writer.abandon();
    }

    @Test
    void refusesRowsOfNoColumns() {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> create(FeatureFile.of(1, 0, "none")));

        assertEquals(
                "Features have 0 columns, expected 1 to 536870000, which a page of Parquet can hold",
                thrown.getMessage());
        assertFalse(Files.exists(directory.resolve("part-0.parquet")));
    }

    @Test
    void refusesToReplaceAFile() throws IOException {
        FeatureFile file = FeatureFile.of(1, 2, "none");
        file.write(path, conf);

        assertThrows(FileAlreadyExistsException.class, () -> create(file));
        assertHolds(file);
    }

    @Test
    void leavesNoFileWhereEncryptionIsAskedFor() {
        conf.set("parquet.crypto.factory.class", "com.example.Keys");

        assertThrows(IllegalArgumentException.class, () -> create(FeatureFile.of(1, 2, "none")));

        assertFalse(Files.exists(directory.resolve("part-0.parquet")));
    }

    @Test
    void whatIsAbandonedIsNotTakenForAFile() throws IOException {
        FeatureFile file = FeatureFile.of(1000, 128, "zstd").withRowGroupBytes(100_000);
        FeatureFileWriter writer = create(file);
        for (long id = 0; id < 1000; id++) {
            writer.copy(FeatureFile.row(id));
            writer.features(file.features(id), 0, 1);
        }

        writer.abandon();
        writer.abandon();
        writer.close();

        assertTrue(Files.size(directory.resolve("part-0.parquet")) > 100_000);
        assertThrows(RuntimeException.class, this::blocks);
    }

    private FeatureFileWriter create(FeatureFile file) throws IOException {
        return FeatureFileWriter.create(
                path, conf, new RowLayout(FeatureFile.ID, List.of()), file.format(), file.columns());
    }

    private void assertHolds(FeatureFile file) throws IOException {
        try (ParquetReader<Group> reader = reader()) {
            for (long id = 0; id < file.rows(); id++) {
                Group row = reader.read();
                assertEquals(id, row.getLong("id", 0));
                assertArrayEquals(file.features(id), features(row, file.columns()), "features of " + id);
            }
            assertEquals(null, reader.read());
        }
    }

    private ParquetReader<Group> reader() throws IOException {
        return ParquetReader.builder(new GroupReadSupport(), path)
                .withConf(conf)
                .build();
    }

    private static float[] features(Group row, int columns) {
        Group list = row.getGroup("features", 0);
        assertEquals(columns, list.getFieldRepetitionCount("list"));
        float[] features = new float[columns];
        for (int i = 0; i < columns; i++) {
            features[i] = list.getGroup("list", i).getFloat("element", 0);
        }
        return features;
    }

    private List<BlockMetaData> blocks() throws IOException {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(path, conf))) {
            return reader.getFooter().getBlocks();
        }
    }
}
