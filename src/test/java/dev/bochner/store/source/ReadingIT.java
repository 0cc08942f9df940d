package dev.bochner.store.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.source.SourceSpec.Location;
import dev.bochner.store.source.SourceSpec.Marker;
import dev.bochner.store.source.SourceSpec.UniqueIds;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.EmbeddingTable.Defect;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.HdfsCluster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cheap reader gives what Spark's gives, and where it might not, Spark's is taken. */
@ExtendWith(Fixtures.class)
final class ReadingIT {
    private static final LocalDate DS = LocalDate.of(2026, 11, 20);
    private static final String GOOD = "SELECT id, array(float(id), 1F, 2F) AS embedding FROM range(50)";

    /** Every type that can be carried cheaply; each is null now and then. */
    private static final String ALL_TYPES = "SELECT id, array(float(id), float('NaN'), -0F) AS embedding,"
            + " if(id % 7 = 1, null, int(id * 31)) AS i, if(id % 7 = 2, null, string(id * 17)) AS s,"
            + " if(id % 7 = 3, null, unhex(hex(id))) AS b, if(id % 7 = 4, null, id % 3 = 0) AS z,"
            + " if(id % 7 = 5, null, float(id) / 3F) AS f, if(id % 7 = 6, null, double(id) / 3D) AS d,"
            + " if(id % 7 = 0, null, smallint(id - 100)) AS h, if(id % 5 = 0, null, tinyint(id % 200 - 100)) AS t"
            + " FROM range(1000)";

    @TempDir
    private Path directory;

    private SparkSession spark;
    private String source;

    @BeforeEach
    void layOut(SparkSession session) {
        spark = session;
        source = directory.resolve("embeddings").toUri().toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "compression=uncompressed",
                "compression=zstd",
                "compression=gzip",
                "compression=lz4_raw",
                "parquet.enable.dictionary=false",
                "parquet.writer.version=v2",
                "parquet.writer.version=v2 compression=zstd parquet.page.size=512",
                "parquet.page.size=512",
                "parquet.page.size=512 parquet.enable.dictionary=false parquet.block.size=20000",
                "parquet.block.size=20000 parquet.block.size.row.check.min=1",
                "parquet.page.row.count.limit=3"
            })
    void rowsOfEveryKindComeOutAsSparkReadsThem(String options) {
        EmbeddingTable table = EmbeddingTable.of(3000, 5, 1).withCarried("title", "genre");
        for (Defect defect : Defect.values()) {
            table = table.withBroken(defect, 40);
        }
        Dataset<Row> rows = table.dataset(spark)
                .union(spark.sql("SELECT id, array() AS embedding, null AS title, '' AS genre FROM range(30)"));
        rows.repartition(3).write().options(options(options)).parquet(source);
        assertReadPageByPage(open(spec("title", "genre")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64, 129})
    void listsOfOneLengthComeOutAsSparkReadsThem(int d) {
        EmbeddingTable.of(5000, d, 2).write(spark, source, 2);
        assertReadPageByPage(open(spec()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "parquet.writer.version=v2", "parquet.enable.dictionary=false"})
    void carriedColumnsOfAllTypesComeOutAsSparkReadsThem(String options) {
        spark.sql(ALL_TYPES).write().options(options(options)).parquet(source);
        assertReadPageByPage(open(spec("i", "s", "b", "z", "f", "d", "h", "t")));
    }

    @Test
    void columnsThatAreNeverNullComeOutAsSparkReadsThem() {
        spark.sql("SELECT id, array(float(id), 1F) AS embedding, 'x' AS s FROM range(100)")
                .coalesce(1)
                .write()
                .parquet(source);
        assertTrue(fileSchema().contains("required group embedding (LIST)"), fileSchema());
        assertReadPageByPage(open(spec("s")));
    }

    @Test
    void fewDistinctFloatsComeOutOfTheirDictionary() {
        spark.sql("SELECT id, transform(sequence(1, 64), j -> float((id * j) % 13)) AS embedding FROM range(20000)")
                .write()
                .parquet(source);
        assertReadPageByPage(open(spec()));
    }

    @Test
    void bitsOfNotANumberSurvive() {
        spark.sql("SELECT 1L AS id, array(float('NaN'), -0F, 1e-45F, float('-Infinity')) AS embedding")
                .write()
                .parquet(source);
        assertReadPageByPage(open(spec()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", CODEC zstd", ", ROW_GROUP_SIZE 2048", ", CODEC uncompressed"})
    void filesOfDuckDbComeOutAsSparkReadsThem(String options) throws Exception {
        Files.createDirectories(directory.resolve("embeddings"));
        duckDb("COPY (SELECT i AS id, CASE WHEN i % 10 = 0 THEN NULL WHEN i % 10 = 1 THEN []"
                + " WHEN i % 10 = 2 THEN [NULL, 1] ELSE [i / 3, 2, sin(i), i % 4] END::FLOAT[] AS embedding,"
                + " 'item ' || i AS title FROM range(10000) t(i)) TO '"
                + directory.resolve("embeddings/part-0.parquet") + "' (FORMAT parquet" + options + ")");
        assertReadPageByPage(open(spec("title")));
    }

    @Test
    void floatsSplitIntoStreamsOfBytesComeOutToo() throws Exception {
        Files.createDirectories(directory.resolve("embeddings"));
        duckDb("COPY (SELECT i AS id, [i / 3, 2, sin(i)]::FLOAT[] AS embedding FROM range(5000) t(i)) TO '"
                + directory.resolve("embeddings/part-0.parquet")
                + "' (FORMAT parquet, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1)");
        EmbeddingSnapshot snapshot = open(spec());
        assertEquals(Optional.empty(), snapshot.reading().whySparks());
        // Spark's reader, for one, does not know this encoding.
        assertTrue(
                encodings().contains(Encoding.BYTE_STREAM_SPLIT),
                () -> encodings().toString());
        List<Row> rows = snapshot.rows().collectAsList();
        assertEquals(5000, rows.size());
        for (Row row : rows) {
            assertEquals((float) (row.getLong(0) / 3.0), row.<Float>getList(1).get(0));
        }
    }

    @Test
    void eachRowComesOnceHoweverFilesAreSplit() {
        EmbeddingTable.of(20_000, 16, 3)
                .dataset(spark)
                .coalesce(1)
                .write()
                .options(options("parquet.block.size=100000 parquet.block.size.row.check.min=1"))
                .parquet(source);
        for (String bytes : List.of("10k", "77777", "1g")) {
            with("spark.sql.files.maxPartitionBytes", bytes, () -> {
                EmbeddingSnapshot snapshot = open(spec());
                assertReadPageByPage(snapshot);
                int partitions = snapshot.rows().javaRDD().getNumPartitions();
                assertTrue(bytes.equals("1g") ? partitions <= 2 : partitions > 10, bytes + ": " + partitions);
            });
        }
    }

    @Test
    void smallFilesShareATask() {
        EmbeddingTable.of(200, 4, 3).write(spark, source, 20);
        EmbeddingSnapshot snapshot = open(spec());
        assertReadPageByPage(snapshot);
        assertEquals(2, snapshot.rows().javaRDD().getNumPartitions());
    }

    @Test
    void aScanOfIdsReadsIdsAlone() {
        EmbeddingTable.of(20_000, 64, 3).write(spark, source, 1);
        Dataset<Row> rows = open(spec()).rows();
        // Of a local file Parquet may read parts in threads of its own, whose bytes nobody counts.
        with("parquet.hadoop.vectored.io.enabled", "false", () -> {
            long all = bytesRead(() -> assertEquals(20_000, rows.collectAsList().size()));
            long ids = bytesRead(
                    () -> assertEquals(20_000, rows.select("id").distinct().count()));
            assertTrue(all > 20_000 * 64 * Float.BYTES, "read " + all);
            assertTrue(ids > 0 && ids < all / 10, ids + " of " + all);
        });
        assertEquals(20_000, rows.count());
    }

    private long bytesRead(Runnable action) {
        AtomicLong bytes = new AtomicLong();
        listening(
                new SparkListener() {
                    @Override
                    public void onTaskEnd(SparkListenerTaskEnd end) {
                        bytes.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
                    }
                },
                action);
        return bytes.get();
    }

    private void listening(SparkListener listener, Runnable action) {
        spark.sparkContext().addSparkListener(listener);
        try {
            action.run();
            Thread.sleep(500); // Listeners hear of it a little later.
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            spark.sparkContext().removeSparkListener(listener);
        }
    }

    @Test
    void givesTheSameDataFrameAgain() {
        spark.sql(GOOD).write().parquet(source);
        EmbeddingSnapshot snapshot = open(spec());
        assertSame(snapshot.rows(), snapshot.rows());
        assertEquals(50, snapshot.rows().join(snapshot.rows(), "id").count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT id, array(double(id)) AS embedding FROM range(9)          | column embedding is array<double>",
                "SELECT date '2020-01-01' AS id, array(1F) AS embedding           | column id is date",
                "SELECT timestamp '1500-01-01 00:00:00' AS id, array(1F) AS embedding | column id is timestamp",
                "SELECT 1.5BD AS id, array(1F) AS embedding                       | column id is decimal(2,1)"
            })
    void otherTypesAreLeftToSpark(String query, String why) {
        spark.sql(query).write().parquet(source);
        assertReadBySpark(open(spec()), why);
    }

    @Test
    void floatsInBytesAreReadToo() {
        spark.sql("SELECT id, if(id = 3, null, unhex('0000803f')) AS embedding FROM range(9)")
                .write()
                .parquet(source);
        assertReadPageByPage(open(spec()));
    }

    @Test
    void fileOfAnotherTypeOrWithoutTheColumnIsLeftToSpark() {
        spark.sql("SELECT id, array(float(id)) AS embedding, 'x' AS s FROM range(9)")
                .coalesce(1)
                .write()
                .parquet(source);
        String first = files().get(0).getFileName().toString();
        assertTrue(first.startsWith("part-00000"), first);
        for (String other : List.of(
                "SELECT int(id) AS id, array(float(id)) AS embedding, 'x' AS s FROM range(9)",
                "SELECT id, array(float(id)) AS embedding FROM range(9)",
                "SELECT id, array(float(id)) AS embedding, 'x' AS S FROM range(9)")) {
            addFile(other, "part-99999.parquet");
            assertReadBySpark(open(spec("s")), "part-99999.parquet column ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "array(float(id), 1F)               | embedding (LIST) { repeated float array; }",
                "if(id = 3, null, array(null, 1F))  | embedding (LIST) { repeated group bag { optional float array; } }"
            })
    void listsOfTheOldFormAreReadRight(String embedding, String form) {
        with(
                "spark.sql.parquet.writeLegacyFormat",
                "true",
                () -> spark.sql("SELECT id, " + embedding + " AS embedding FROM range(50)")
                        .coalesce(1)
                        .write()
                        .parquet(source));
        assertTrue(fileSchema().replaceAll("\\s+", " ").contains(form), fileSchema());
        if (form.contains("bag")) {
            assertReadPageByPage(open(spec()));
        } else {
            assertReadBySpark(
                    open(spec()), "column embedding is required group embedding (LIST) { repeated float array; }");
        }
    }

    @Test
    void bytesAreTextIfTheSessionSaysSo() throws Exception {
        Files.createDirectories(directory.resolve("embeddings"));
        duckDb(
                "COPY (SELECT i AS id, [1, i]::FLOAT[] AS embedding, encode('gr\u00fcn ' || i) AS s FROM range(100) t(i)) TO '"
                        + directory.resolve("embeddings/part-0.parquet") + "' (FORMAT parquet)");
        assertReadPageByPage(open(spec("s")));
        with("spark.sql.parquet.binaryAsString", "true", () -> {
            EmbeddingSnapshot snapshot = open(spec("s"));
            assertEquals(
                    DataTypes.StringType, snapshot.rows().schema().apply("s").dataType());
            assertReadPageByPage(snapshot);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "spark.sql.files.ignoreMissingFiles, true",
        "spark.sql.files.ignoreCorruptFiles, true",
        "parquet.crypto.factory.class, org.apache.parquet.crypto.keytools.PropertiesDrivenCryptoFactory"
    })
    void settingsThatChangeWhatSparkGivesAreLeftToSpark(String key, String value) {
        spark.sql(GOOD).write().parquet(source);
        with(key, value, () -> assertReadBySpark(open(spec()), key + " is set"));
    }

    @ParameterizedTest
    @CsvSource({
        "spark.sql.caseSensitive, true",
        "spark.sql.parquet.mergeSchema, true",
        "spark.sql.parquet.enableVectorizedReader, false",
        "spark.sql.sources.useV1SourceList, avro"
    })
    void settingsThatDoNotChangeRowsDoNotMatter(String key, String value) {
        spark.sql(GOOD).write().parquet(source);
        with(key, value, () -> assertReadPageByPage(open(spec())));
    }

    @Test
    void partitionColumnIsLeftToSpark() {
        spark.sql("SELECT id, array(1F) AS embedding, id % 2 AS part FROM range(9)")
                .write()
                .partitionBy("part")
                .parquet(source);
        assertReadBySpark(open(spec("part")), "directory part=");
        assertReadPageByPage(open(spec()));
    }

    @Test
    void columnThatFileAndDirectoryHaveIsLeftToSpark() throws IOException {
        spark.sql("SELECT id, array(1F) AS embedding FROM range(9)")
                .coalesce(1)
                .write()
                .parquet(source + "/id=77");
        assertReadBySpark(open(spec()), "directory id=77 may be a partition of a column");
    }

    @Test
    void otherSourcesAreLeftToSpark() {
        spark.sql(GOOD).write().parquet(source);
        spark.sql(GOOD).write().orc(source + "-orc");
        spark.read().parquet(source).createOrReplaceTempView("reading_embeddings");
        assertReadBySpark(
                open(spec("orc", new Location.Files(source + "-orc"), Map.of(), Optional.empty())),
                "the source's format is orc");
        assertReadBySpark(
                open(spec("parquet", new Location.Files(source), Map.of(), Optional.of("id < 7"))),
                "the source has a filter");
        assertReadBySpark(
                open(spec(
                        "parquet",
                        new Location.Files(source),
                        Map.of("modifiedBefore", "2050-01-01T00:00:00"),
                        Optional.empty())),
                "the source has reader options");
        assertReadBySpark(
                open(spec("parquet", new Location.CatalogTable("reading_embeddings"), Map.of(), Optional.empty())),
                "the source is a catalog table");
    }

    @Test
    void listingIsSparks() throws IOException {
        spark.sql(GOOD).coalesce(1).write().parquet(source + "/a b%41/x=1");
        spark.sql(GOOD).coalesce(1).write().parquet(source + "/a b%41/x=2");
        Path first = directory.resolve("embeddings/a b%41/x=1");
        Path file = only(first);
        Files.copy(file, first.resolve("_hidden.parquet"));
        Files.copy(file, first.resolve(".hidden.parquet"));
        Files.createFile(first.resolve("part-9-empty.parquet"));
        assertReadPageByPage(open(at(source + "/a b%41")));
        assertReadPageByPage(open(at(source + "/a b%41/x=*")));
        assertReadPageByPage(open(at(file.toUri().toString().replace("%20", " ").replace("%25", "%"))));
        assertEquals(100, open(at(source + "/a b%41")).rows().count());
    }

    @Test
    void noRowsAreNoRows() {
        spark.sql(GOOD + " WHERE id < 0").write().parquet(source);
        assertReadPageByPage(open(spec()));
    }

    @Test
    void readsFromHdfs(HdfsCluster hdfs) throws IOException {
        source = hdfs.freshDirectory() + "/embeddings";
        EmbeddingTable.of(3000, 8, 3).withBroken(Defect.NULL_EMBEDDING, 3).write(spark, source, 3);
        assertReadPageByPage(open(spec()));
    }

    @Test
    void damagedPageIsTheSourcesFault() throws IOException {
        spark.sql(GOOD).coalesce(1).write().parquet(source);
        Path file = files().get(0);
        damage(file);
        EmbeddingSnapshot snapshot = open(spec());
        assertEquals(Optional.empty(), snapshot.reading().whySparks());
        SourceException e = assertThrows(
                SourceException.class,
                () -> SourceFailures.translating(
                        snapshot.description(), () -> snapshot.rows().collectAsList()));
        assertTrue(
                e.getMessage().startsWith("Cannot read parquet " + source + ": file:" + file + ": "), e.getMessage());
    }

    @Test
    void fileThatHasGoneIsTheSourcesFault() throws IOException {
        EmbeddingTable.of(300, 8, 3).write(spark, source, 3);
        EmbeddingSnapshot snapshot = open(spec());
        Dataset<Row> rows = snapshot.rows();
        Path file = files().get(1);
        Files.delete(file);
        SourceException e = assertThrows(
                SourceException.class,
                () -> SourceFailures.translating(snapshot.description(), () -> rows.collectAsList()));
        assertEquals("Cannot read parquet " + source + ": file:" + file + ": is no longer there", e.getMessage());
    }

    @Test
    void fileThatHasAnotherSchemaMeanwhileIsTheSourcesFault() throws IOException {
        spark.sql(GOOD).coalesce(1).write().parquet(source);
        EmbeddingSnapshot snapshot = open(spec());
        Dataset<Row> rows = snapshot.rows();
        String name = files().get(0).getFileName().toString();
        addFile("SELECT int(id) AS id, array(float(id), 1F, 2F) AS embedding FROM range(50)", name);
        SourceException e = assertThrows(
                SourceException.class,
                () -> SourceFailures.translating(snapshot.description(), () -> rows.collectAsList()));
        assertTrue(e.getMessage().contains(name + ": changed while it was read: column id is "), e.getMessage());
    }

    @Test
    void openingAndFingerprintingTakesOneJob() {
        EmbeddingTable.of(300, 8, 3).write(spark, source, 3);
        AtomicInteger jobs = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onJobStart(SparkListenerJobStart start) {
                jobs.incrementAndGet();
            }
        };
        listening(listener, () -> {
            EmbeddingSnapshot snapshot = open(spec());
            assertEquals(snapshot.fingerprint(), snapshot.fingerprint());
            snapshot.rows();
        });
        assertEquals(1, jobs.get());
    }

    @Test
    void fingerprintSeesWhatHasComeSince() {
        EmbeddingTable.of(300, 8, 3).write(spark, source, 3);
        EmbeddingSnapshot snapshot = open(spec());
        String before = snapshot.fingerprint().toString();
        addFile(GOOD, "part-99999.parquet");
        assertFalse(before.equals(snapshot.fingerprint().toString()));
    }

    private void assertReadPageByPage(EmbeddingSnapshot snapshot) {
        assertEquals(Optional.empty(), snapshot.reading().whySparks());
        assertRowsAreSparks(snapshot);
    }

    private void assertReadBySpark(EmbeddingSnapshot snapshot, String why) {
        String reason = snapshot.reading().whySparks().orElse("none");
        assertTrue(reason.contains(why), reason);
        assertRowsAreSparks(snapshot);
    }

    private static void assertRowsAreSparks(EmbeddingSnapshot snapshot) {
        Dataset<Row> sparks = snapshot.rowsBySpark();
        assertEquals(sparks.schema(), snapshot.rows().schema());
        List<String> expected = bits(sparks);
        List<String> found = bits(snapshot.rows());
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), found.get(i));
        }
        assertEquals(expected.size(), snapshot.rows().count());
    }

    /** The rows, in an order of their own, with the bits of each float. */
    private static List<String> bits(Dataset<Row> rows) {
        return rows.collectAsList().stream()
                .map(row -> Stream.iterate(0, i -> i + 1)
                        .limit(row.size())
                        .map(i -> bits(row.get(i)))
                        .collect(Collectors.joining("|")))
                .sorted()
                .toList();
    }

    private static String bits(Object value) {
        if (value instanceof scala.collection.Seq<?> list) {
            List<String> elements = new ArrayList<>();
            list.foreach(element -> elements.add(bits(element)));
            return elements.toString();
        }
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        return value instanceof Float number
                ? Integer.toHexString(Float.floatToRawIntBits(number))
                : String.valueOf(value);
    }

    private EmbeddingSnapshot open(SourceSpec spec) {
        return EmbeddingSnapshot.open(spark, spec, DS);
    }

    private SourceSpec at(String path) {
        return spec("parquet", new Location.Files(path), Map.of(), Optional.empty());
    }

    private SourceSpec spec(String... carried) {
        return spec("parquet", new Location.Files(source), Map.of(), Optional.empty(), carried);
    }

    private static SourceSpec spec(
            String format, Location location, Map<String, String> options, Optional<String> filter, String... carried) {
        return new SourceSpec(
                format,
                location,
                options,
                filter,
                "id",
                "embedding",
                List.of(carried),
                UniqueIds.CHECKED,
                new Marker(Marker.Policy.IGNORE, "_SUCCESS", Duration.ZERO));
    }

    private static Map<String, String> options(String text) {
        return text.isEmpty()
                ? Map.of()
                : Arrays.stream(text.split(" "))
                        .map(option -> option.split("="))
                        .collect(Collectors.toMap(option -> option[0], option -> option[1]));
    }

    private void with(String key, String value, Runnable action) {
        spark.conf().set(key, value);
        try {
            action.run();
        } finally {
            spark.conf().unset(key);
        }
    }

    private void addFile(String query, String name) {
        Path other = directory.resolve("other");
        spark.sql(query)
                .coalesce(1)
                .write()
                .mode("overwrite")
                .parquet(other.toUri().toString());
        try {
            Files.deleteIfExists(directory.resolve("embeddings/." + name + ".crc"));
            Files.copy(only(other), directory.resolve("embeddings/" + name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path only(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(file -> file.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<Path> files() {
        try (Stream<Path> entries = Files.list(directory.resolve("embeddings"))) {
            return entries.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The schema of the first file, as Parquet has it. */
    private String fileSchema() {
        return footer().getFileMetaData().getSchema().toString();
    }

    /** The encodings of its second column. */
    private Set<Encoding> encodings() {
        return footer().getBlocks().get(0).getColumns().get(1).getEncodings();
    }

    private ParquetMetadata footer() {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(files().get(0).toUri()),
                spark.sparkContext().hadoopConfiguration()))) {
            return reader.getFooter();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Overwrites the first pages, behind the magic number. */
    private static void damage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(4);
            byte[] noise = new byte[300];
            Arrays.fill(noise, (byte) 0xFF);
            bytes.write(noise);
        }
        // Hadoop's own checksum would be the one to complain, and HDFS keeps none there.
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }

    private static void duckDb(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
