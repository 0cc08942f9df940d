package dev.bochner.store.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.source.SourceSpec.Location;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.column.Encoding;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other writers than Spark make: encodings and types that Spark's reader does not have. */
final class UnusualFilesIT extends SourceOnDisk {
    /** DuckDB then writes floats and doubles as BYTE_STREAM_SPLIT, which the vectorised reader of Spark cannot read. */
    private static final String SPLIT = " (FORMAT parquet, PARQUET_VERSION v2, DICTIONARY_SIZE_LIMIT 1)";

    private static final int ROWS = 3000;

    @BeforeEach
    void makeDirectory() throws Exception {
        Files.createDirectories(directory.resolve("embeddings"));
    }

    private void write(String select, String file, String options) throws Exception {
        duckDb("COPY (SELECT " + select + " FROM range(" + ROWS + ") t(i)) TO '"
                + directory.resolve("embeddings/" + file) + "'" + options);
    }

    private void assertSplit() {
        assertTrue(
                encodings().contains(Encoding.BYTE_STREAM_SPLIT),
                () -> encodings().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void numbersSplitIntoStreamsOfBytesAreReadWithALengthToBeSampled(String type) throws Exception {
        write("i AS id, [i / 3, 2, sin(i)]::" + type + "[] AS embedding", "part-0.parquet", SPLIT);
        assertSplit();
        EmbeddingSnapshot snapshot = open(spec());
        assertEquals(50, snapshot.sampleLengths(50).stream().filter(d -> d == 3).count());
        assertEquals(Optional.empty(), snapshot.reading().whySparks());
        for (Row row : snapshot.rows().collectAsList()) {
            double third = row.getLong(0) / 3.0;
            Object found = row.getList(1).get(0);
            assertEquals(type.equals("FLOAT") ? (Object) (float) third : (Object) third, found);
        }
    }

    @Test
    void numbersSplitIntoStreamsOfBytesAreReadWithAFilter() throws Exception {
        write("i AS id, [i, 2]::FLOAT[] AS embedding", "part-0.parquet", SPLIT);
        assertSplit();
        EmbeddingSnapshot snapshot =
                open(spec("parquet", new Location.Files(source), Map.of(), Optional.of("id >= 2990")));
        assertEquals(10, snapshot.rows().count());
        assertEquals(10, snapshot.sampleLengths(50).size());
        assertEquals(1, snapshot.fingerprint().files());
    }

    @Test
    void numbersSplitIntoStreamsOfBytesAreReadBesideAFileForSpark() throws Exception {
        write("i AS id, [i, 2]::FLOAT[] AS embedding", "part-0.parquet", SPLIT);
        write("i::INTEGER AS id, [i, 2]::FLOAT[] AS embedding", "part-1.parquet", " (FORMAT parquet)");
        assertSplit();
        EmbeddingSnapshot snapshot = open(spec());
        assertTrue(
                snapshot.reading().whySparks().orElseThrow().contains("part-1.parquet column id is optional int32 id"),
                snapshot.reading().whySparks()::toString);
        assertEquals(2 * ROWS, snapshot.rows().count());
        assertEquals(2, snapshot.rows().where("id = 7 AND embedding[0] = 7").count());
    }

    @Test
    void whereOnlySparksReaderIsLeftALineSaysWhatToDo() throws Exception {
        write("DATE '2020-01-01' + i::INTEGER AS id, [i, 2]::FLOAT[] AS embedding", "part-0.parquet", SPLIT);
        assertSplit();
        EmbeddingSnapshot snapshot = open(spec());
        String message = assertThrows(SourceException.class, () -> snapshot.sampleLengths(10))
                .getMessage();
        assertEquals(
                "Cannot read parquet " + source + ": "
                        + files().get(0).toUri().toString().replace("file:///", "file:/")
                        + " has numbers encoded as BYTE_STREAM_SPLIT, which the vectorised Parquet reader of Spark "
                        + spark.version()
                        + " cannot read, and Bochner's own reader does not take all of its columns (the"
                        + " log says why); write it without this encoding, or set"
                        + " spark.sql.parquet.enableVectorizedReader=false",
                message.replace("file:///", "file:/")
                        .replace("Cannot read parquet file:/", "Cannot read parquet file:///"));
        with(
                "spark.sql.parquet.enableVectorizedReader",
                "false",
                () -> assertEquals(
                        ROWS, open(spec()).rows().where("size(embedding) = 2").count()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uuid()                                     | fixed_len_byte_array(16) x (UUID)",
                "TIMESTAMP_NS '2020-01-01 00:00:00.5'       | int64 x (TIMESTAMP(NANOS,false))"
            })
    void columnThatSparkHasNoTypeForMattersOnlyToWhoAsksForIt(String value, String type) throws Exception {
        write(
                "i AS id, [i, 2]::FLOAT[] AS embedding, 'a' AS s, " + value + " AS x",
                "part-0.parquet",
                " (FORMAT parquet)");
        EmbeddingSnapshot snapshot = open(spec("s"));
        assertReadPageByPage(snapshot);
        assertEquals(ROWS, snapshot.rows().where("s = 'a'").count());
        assertEquals(1, snapshot.fingerprint().files());
        String refused =
                assertThrows(SourceSchemaException.class, () -> open(spec("x"))).getMessage();
        assertEquals(
                "Column x is optional " + type + " in the files of " + source
                        + ", for which Spark has no type; cast it in"
                        + " the job that writes them, an id to bigint or string, an embedding to array<float>",
                refused);
    }

    @Test
    void filterAndPartitionsAreAnsweredBesideAColumnThatSparkHasNoTypeFor() throws Exception {
        Files.createDirectories(directory.resolve("embeddings/part=3"));
        write("i AS id, [i, 2]::FLOAT[] AS embedding, uuid() AS x", "part=3/a.parquet", " (FORMAT parquet)");
        EmbeddingSnapshot snapshot =
                open(spec("parquet", new Location.Files(source), Map.of(), Optional.of("part = 3 AND id < 5"), "part"));
        assertEquals(5, snapshot.rows().where("part = 3").count());
        assertEquals(1, snapshot.fingerprint().files());
    }
}
