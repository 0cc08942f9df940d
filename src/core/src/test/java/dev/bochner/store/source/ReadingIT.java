package dev.bochner.store.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.EmbeddingTable.Defect;
import dev.bochner.testkit.HdfsCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.Encoding;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cheap reader gives is what Spark's reader gives. */
final class ReadingIT extends SourceOnDisk {
    /** Every type that can be carried cheaply; each is null now and then. */
    private static final String ALL_TYPES = "SELECT id, array(float(id), float('NaN'), -0F) AS embedding,"
            + " if(id % 7 = 1, null, int(id * 31)) AS i, if(id % 7 = 2, null, string(id * 17)) AS s,"
            + " if(id % 7 = 3, null, unhex(hex(id))) AS b, if(id % 7 = 4, null, id % 3 = 0) AS z,"
            + " if(id % 7 = 5, null, float(id) / 3F) AS f, if(id % 7 = 6, null, double(id) / 3D) AS d,"
            + " if(id % 7 = 0, null, smallint(id - 100)) AS h, if(id % 5 = 0, null, tinyint(id % 200 - 100)) AS t"
            + " FROM range(1000)";

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
    @ValueSource(
            strings = {
                "",
                "parquet.enable.dictionary=false",
                "parquet.writer.version=v2 parquet.page.size=512",
                "parquet.page.size=512 parquet.enable.dictionary=false compression=zstd"
            })
    void listsOfDoublesComeOutAsSparkReadsThem(String options) {
        spark.sql("SELECT id, CASE WHEN id % 10 = 0 THEN NULL WHEN id % 10 = 1 THEN array()"
                        + " WHEN id % 10 = 2 THEN array(NULL, 1D) WHEN id % 10 = 3 THEN array(1D, double('NaN'), -0D)"
                        + " ELSE transform(sequence(1, 7), j -> sin(id * j)) END AS embedding FROM range(3000)")
                .write()
                .options(options(options))
                .parquet(source);
        assertReadPageByPage(open(spec()));
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
    void givesTheSameDataFrameAgain() {
        spark.sql(GOOD).write().parquet(source);
        EmbeddingSnapshot snapshot = open(spec());
        assertSame(snapshot.rows(), snapshot.rows());
        assertEquals(50, snapshot.rows().join(snapshot.rows(), "id").count());
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
}
