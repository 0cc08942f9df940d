package dev.bochner.store.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.source.SourceSpec.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the cheap reader might not give what Spark's does, Spark's is taken; elsewhere it is not. */
final class ReaderChoiceIT extends SourceOnDisk {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
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
    void fileOfAnotherTypeOrWithoutTheColumnAloneIsLeftToSpark() {
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
            EmbeddingSnapshot snapshot = open(spec("s"));
            assertReadBySpark(snapshot, "part-99999.parquet column ");
            assertEquals(Set.of("float lists", "parquet"), readers(snapshot));
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
                open(spec(
                        "parquet",
                        new Location.Files(source),
                        Map.of("ignoreCorruptFiles", "false"),
                        Optional.empty())),
                "the source has the reader option ignoreCorruptFiles");
        assertReadBySpark(
                open(spec("parquet", new Location.CatalogTable("reading_embeddings"), Map.of(), Optional.empty())),
                "the source is a catalog table");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id < 7", "z", "ID < 7 AND f BETWEEN 1 AND 3", "embedding[0] > 20", "`odd `` name` = 3"})
    void filterIsAnsweredAboveTheCheapReader(String filter) {
        spark.sql(
                        "SELECT id, array(float(id), 1F) AS embedding, id % 2 = 0 AS z, float(id) AS f, date '2020-01-01' AS t,"
                                + " id AS `odd `` name` FROM range(50)")
                .write()
                .parquet(source);
        EmbeddingSnapshot snapshot = open(filtered(filter));
        assertReadPageByPage(snapshot);
        assertTrue(snapshot.rows().count() > 0 && snapshot.rows().count() < 50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t > date '1999-01-01'              | column t is date",
                "input_file_name() LIKE '%part%'    | the filter asks for the name of the file",
                "_metadata.file_size > 0            | the filter cannot be answered from columns alone",
                "part = 1                           | directory part="
            })
    void filterOnWhatOnlySparkHasIsLeftToSpark(String filter, String why) {
        spark.sql("SELECT id, array(float(id), 1F) AS embedding, date '2020-01-01' AS t, id % 2 AS part FROM range(50)")
                .write()
                .partitionBy("part")
                .parquet(source);
        assertReadBySpark(open(filtered(filter)), why);
    }

    private SourceSpec filtered(String filter) {
        return spec("parquet", new Location.Files(source), Map.of(), Optional.of(filter));
    }

    @Test
    void optionsThatChooseFilesDoNotChooseTheReader() {
        spark.sql(GOOD).write().parquet(source);
        Map<String, String> options = Map.of(
                "modifiedBefore", "2050-01-01T00:00:00",
                "pathGlobFilter", "*.parquet",
                "mergeSchema", "true",
                "recursiveFileLookup", "true",
                "datetimeRebaseMode", "CORRECTED");
        assertReadPageByPage(open(spec("parquet", new Location.Files(source), options, Optional.empty())));
        assertEquals(
                50,
                open(spec("parquet", new Location.Files(source), options, Optional.empty()))
                        .rows()
                        .count());
    }

    /** Who is in the plan of the rows. */
    private static Set<String> readers(EmbeddingSnapshot snapshot) {
        String plan = String.join("\n", spark(snapshot));
        Set<String> readers = new TreeSet<>();
        if (plan.contains("bochner: float lists")) {
            readers.add("float lists");
        }
        if (plan.contains("FileScan parquet")) {
            readers.add("parquet");
        }
        return readers;
    }

    private static List<String> spark(EmbeddingSnapshot snapshot) {
        snapshot.rows().createOrReplaceTempView("reader_choice");
        return snapshot.rows()
                .sparkSession()
                .sql("EXPLAIN SELECT * FROM reader_choice")
                .as(Encoders.STRING())
                .collectAsList();
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
}
