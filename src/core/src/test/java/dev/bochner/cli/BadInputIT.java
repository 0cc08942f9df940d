package dev.bochner.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bochner.testkit.CommandRun;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a user is told of input that cannot be featurized, with which exit code, what the journal keeps of it, and that
 * nothing of it is ever published.
 */
@ExtendWith(Fixtures.class)
final class BadInputIT {
    private static final String DS = "2026-11-20";
    private static final String GOOD = "SELECT id, array(float(id), 1F, 2F) AS embedding FROM range(20)";

    @TempDir
    private Path directory;

    private SparkSession spark;
    private String source;
    private Path table;

    @BeforeEach
    void layOut(SparkSession session) {
        spark = session;
        // Without the slash that the URI of a directory ends with.
        source = JobConfigs.uri(directory.resolve("embeddings"));
        table = directory.resolve("table");
    }

    @Test
    void wrongPath() throws IOException {
        assertStarts(
                refusedAtRun(3),
                "Cannot read parquet " + source + ": [PATH_NOT_FOUND] Path does not exist: file:" + directory
                        + "/embeddings");
    }

    @Test
    void fileWhoseFooterIsCutOff() throws IOException {
        embeddings(GOOD);
        truncate(files().get(0));
        assertUnreadable(refusedAtRun(3), files().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "features.dim=3", "features.dim=3 source.unique-ids=true"})
    void fileWhoseFooterIsCutOffBehindOneThatIsWhole(String overrides) throws IOException {
        spark.sql(GOOD).repartition(2).write().parquet(source);
        // Spark takes the schema from the first; without the sample and the scan of ids, only the sink meets the
        // second.
        truncate(files().get(1));
        assertUnreadable(refusedAtRun(3, overrides.split(" ")), files().get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "features.dim=3", "features.dim=3 source.unique-ids=true"})
    void fileWithADamagedPageBehindAFooterThatIsWhole(String overrides) throws IOException {
        embeddings(GOOD);
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        // Behind the magic number begins the first page of ids.
        Arrays.fill(bytes, 4, bytes.length / 4, (byte) 0xFF);
        Files.write(file, bytes);
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        assertUnreadable(refusedAtRun(3, overrides.split(" ")), file);
    }

    @Test
    void fileOfAnotherFormat() throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("embeddings")).resolve("part-0.parquet"), "id,h\n");
        assertUnreadable(refusedAtRun(3), files().get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "source.id-column, item",
        "source.embedding-column, vector",
        "source.carry, title",
        // Spark would find it, but in a file columns have one spelling.
        "source.id-column, ID"
    })
    void missingColumn(String key, String column) throws IOException {
        embeddings(GOOD);
        String value = key.endsWith("carry") ? "[" + column + "]" : column;
        assertEquals(
                "Column " + column + " (" + key + ") is not in parquet " + source + ", which has id, embedding",
                refusedAtRun(2, key + "=" + value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "array(1, 2, 3)                | array<int>",
                "string(id)                    | string",
                "array(array(1F))              | array<array<float>>",
                "named_struct('x', 1F)         | struct<x:float>"
            })
    void embeddingOfAWrongType(String expression, String type) throws IOException {
        embeddings("SELECT id, " + expression + " AS embedding FROM range(20)");
        assertEquals(
                "Column embedding (source.embedding-column) is " + type
                        + ", expected array<float>, array<double>, an ML Vector, or binary (little-endian float32)",
                refusedAtRun(2));
    }

    @Test
    void idOfAWrongType() throws IOException {
        embeddings("SELECT array(id) AS id, array(1F, 2F) AS embedding FROM range(20)");
        assertEquals(
                "Column id (source.id-column) is array<bigint>, expected an atomic type such as bigint or string",
                refusedAtRun(2));
    }

    @Test
    void carriedColumnOfAWrongType() throws IOException {
        embeddings("SELECT id, array(1F, 2F) AS embedding, map(1, 2) AS tags FROM range(20)");
        assertEquals(
                "Column tags (source.carry) is map<int,int>, expected an atomic type such as bigint or string",
                refusedAtRun(2, "source.carry=[tags]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source.filter=ds = {ds}    | where ds = 2026-11-20: [UNRESOLVED_COLUMN.WITH_SUGGESTION]",
                "source.filter=id = = 2     | where id = = 2: [PARSE_SYNTAX_ERROR]",
                "source.format=parqet       | : [DATA_SOURCE_NOT_FOUND] Failed to find the data source: parqet",
                "source.path=\"nofs://x/y\" | : No FileSystem for scheme \"nofs\""
            })
    void settingsThatDoNotFitTheSource(String override, String reason) throws IOException {
        embeddings(GOOD);
        String line = refusedAtRun(2, quoted(override));
        assertStarts(line, "Cannot read ");
        assertTrue(line.contains(reason), line);
    }

    private void assertUnreadable(String line, Path file) {
        assertStarts(line, "Cannot read parquet " + source + ": ");
        assertTrue(line.contains(file.getFileName().toString()), line);
    }

    private static String quoted(String override) {
        String[] parts = override.split("=", 2);
        return parts[0] + "=\"" + parts[1].replace("\"", "") + "\"";
    }

    @Test
    void partitionDirectoriesBesideOthers() throws IOException {
        spark.sql(GOOD).write().parquet(source + "/id=1");
        spark.sql(GOOD).write().parquet(source + "/x");
        String line = refusedAtRun(3);
        assertStarts(
                line, "Cannot read parquet " + source + ": partition directories such as id=1 lie beside others (");
        assertTrue(line.contains("file:" + directory + "/embeddings/x"), line);
        assertTrue(line.contains("source.options.recursiveFileLookup = true"), line);
    }

    @Test
    void filesystemWhoseLibraryIsNotThere() throws IOException {
        assertStarts(
                refusedAtRun(2, "source.path=s3a://bucket/x"),
                "Cannot read parquet s3a://bucket/x: the library of this filesystem is not on the class path; add it,"
                        + " such as BOCHNER_SPARK_OPTS=\"--packages org.apache.hadoop:hadoop-aws:");
    }

    @Test
    void serverThatDoesNotAnswer() throws IOException {
        assertEquals(
                "Cannot read parquet hdfs://***@127.0.0.1:1/x: localhost:1 does not answer",
                refusedAtRun(3, "source.path=hdfs://me:geheim@127.0.0.1:1/x"));
    }

    @Test
    void filterThatNoRowPasses() throws IOException {
        embeddings(GOOD);
        assertEquals(
                "Snapshot is empty: parquet " + source + " where id < 0 has no row with an embedding",
                refusedAtRun(3, "source.filter=\"id < 0\""));
    }

    @Test
    void mixedLengthsWithoutMajority() throws IOException {
        embeddings("SELECT id, if(id < 10, array(1F, 2F, 3F), array(1F, 2F, 3F, 4F)) AS embedding FROM range(20)");
        assertEquals(
                "Dimension d cannot be told: lengths of 20 sampled embeddings of parquet " + source
                        + " are {3=10, 4=10}, none has a share of 0.9 (validation.dimension-majority);"
                        + " set features.dim",
                refusedAtRun(3));
    }

    @Test
    void mixedLengthsOfWhichOneIsConfigured() throws IOException {
        embeddings("SELECT id, if(id < 19, array(1F, 2F, 3F), array(1F, 2F, 3F, 4F)) AS embedding FROM range(20)");
        assertEquals(gate("1 of 20 rows (5.000 %)", "wrong-length=1"), refusedAtRun(3, "features.dim=3"));
        assertEquals(List.of("[19,wrong-length,length is 4, expected 3,null,null]"), quarantined());
    }

    @Test
    void allZeroVectors() throws IOException {
        embeddings("SELECT id, array(0F, -0F, 0F) AS embedding FROM range(20)");
        assertEquals(gate("20 of 20 rows (100.0 %)", "zero-norm=20"), refusedAtRun(3));
        List<String> rows = quarantined();
        assertEquals(20, rows.size());
        assertEquals("[0,zero-norm,all elements are 0,64,42]", rows.get(0));
    }

    @Test
    void zeroVectorsThatOnlyOneOfTwoVersionsCannotMap() throws IOException {
        embeddings("SELECT id, if(id = 7, array(0F, 0F), array(1F, 2F)) AS embedding FROM range(20)");
        String line = refusedAtRun(3, "features.versions=[{m=4,seed=\"-1\",normalisation=none},{m=8,seed=\"-1\"}]");
        assertEquals(gate("1 of 20 rows (5.000 %)", "zero-norm=1").replace("m=64/seed=42", "m=8/seed=-1"), line);
        assertEquals(List.of("[7,zero-norm,all elements are 0,8,-1]"), quarantined());
    }

    @Test
    void notANumber() throws IOException {
        embeddings(
                "SELECT id, array(1D, CASE id WHEN 3 THEN double('NaN') WHEN 4 THEN 1e39 WHEN 5 THEN NULL ELSE 2D END)"
                        + " AS embedding FROM range(20)");
        assertEquals(gate("3 of 20 rows (15.00 %)", "not-finite=2, null-element=1"), refusedAtRun(3));
        assertEquals(
                List.of(
                        "[3,not-finite,element 1 is NaN as float32,null,null]",
                        "[4,not-finite,element 1 is Infinity as float32,null,null]",
                        "[5,null-element,element 1 is null,null,null]"),
                quarantined());
    }

    @Test
    void duplicateIds() throws IOException {
        embeddings("SELECT if(id = 19, 3, id) AS id, array(float(id), 1F) AS embedding FROM range(20)");
        assertEquals(gate("2 of 20 rows (10.00 %)", "duplicate-id=2"), refusedAtRun(3));
        String copy = "[3,duplicate-id,the id stands more than once in the snapshot,null,null]";
        assertEquals(List.of(copy, copy), quarantined());
    }

    @Test
    void idColumnOfNulls() throws IOException {
        embeddings("SELECT cast(null AS STRING) AS id, array(float(id), 1F) AS embedding FROM range(20)");
        assertEquals(gate("20 of 20 rows (100.0 %)", "null-id=20"), refusedAtRun(3));
        assertEquals(Collections.nCopies(20, "[null,null-id,id is null,null,null]"), quarantined());
    }

    @Test
    void embeddingColumnOfNulls() throws IOException {
        embeddings("SELECT id, cast(null AS ARRAY<FLOAT>) AS embedding FROM range(3)");
        assertEquals(gate("3 of 3 rows (100.0 %)", "null-embedding=3"), refusedAtRun(3, "features.dim=2"));
        assertEquals(3, quarantined().size());
    }

    @Test
    void emptyTable() throws IOException {
        embeddings(GOOD + " WHERE id < 0");
        assertEquals("Snapshot is empty: parquet " + source + " has no row with an embedding", refusedAtRun(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"features.dim=3", "features.dim=3 source.unique-ids=true"})
    void emptyTableOfAKnownDimension(String overrides) throws IOException {
        embeddings(GOOD + " WHERE id < 0");
        assertEquals(
                "Refused parquet " + source + ": the snapshot is empty: 0 rows read",
                refusedAtRun(3, overrides.split(" ")));
    }

    @Test
    void directoryWithoutFiles() throws IOException {
        Files.createDirectory(directory.resolve("embeddings"));
        assertStarts(
                refusedAtRun(3), "Cannot read parquet " + source + ": [UNABLE_TO_INFER_SCHEMA] Unable to infer schema");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "features.versions=[{m=0,seed=\"1\"}] | features.versions[0].m is 0, expected an integer from 1 to 1073741823, or auto",
                "features.sigma=-1  | features.sigma is \"-1\", expected a number above 0, from 1.401298464324817E-45 to 4.0E37, or median-distance",
                "features.versions=[{m=4,seed=\"9223372036854775808\"}] | features.versions[0].seed is \"9223372036854775808\","
                        + " expected an integer from -9223372036854775808 to 9223372036854775807",
                "table=\"s3a://bucket/table\" | table is refused: Table s3a://bucket/table lies on an object store (s3a): it has"
                        + " no atomic rename of a directory, so a crash could leave half a snapshot published; put the table"
                        + " on hdfs://, viewfs:// or file://",
                "source.id-column=seed | source.id-column is seed, expected none of m, seed, ds, features"
            })
    void settingOutOfRange(String override, String reason) throws IOException {
        embeddings(GOOD);
        String line = run(override).failed(2);
        assertStarts(line, "bochner run: ");
        assertTrue(line.contains("bochner." + reason), line);
        // No run began: not even a journal.
        assertFalse(Files.exists(table));
    }

    @Test
    void specThatContradictsTheTables() throws IOException {
        embeddings(GOOD);
        run().done();
        embeddings("SELECT id, array(float(id), 1F, 2F) AS embedding FROM range(21)");
        String line = refusedAtRun(4, "features.sigma=2");
        assertStarts(
                line,
                "Version m=64/seed=42 of table file:" + table
                        + " has another spec: sigma is 1.0 there and 2.0 here; sha256(U) is ");
        assertTrue(line.endsWith(". A version never changes: choose another seed, or another table"), line);
        assertEquals(
                "Dimension d is 3 by the table's m=64/seed=42 and 4 by the configuration; a table's d never changes:"
                        + " publish another dimension to a new table",
                refusedAtRun(4, "features.dim=4"));
    }

    @Test
    void embeddingsThatHaveAnotherLengthThanTheTables() throws IOException {
        embeddings(GOOD);
        run().done();
        embeddings("SELECT id, array(1F, 2F, 3F, float(id)) AS embedding FROM range(20)");
        // Not the majority of the day, but the table decides what is wrong.
        assertEquals(gate("20 of 20 rows (100.0 %)", "wrong-length=20"), refusedAtRun(3, "--replace"));
    }

    @Test
    void missingMarkerOfCompleteness() throws IOException {
        embeddings(GOOD);
        Files.delete(directory.resolve("embeddings/_SUCCESS"));
        assertEquals(
                "Source is not complete: there is no file:" + directory
                        + "/embeddings/_SUCCESS; run again when it is there,"
                        + " or set source.require-success-file = wait",
                refusedAtRun(3, "source.require-success-file=refuse"));
        assertEquals(
                "Source is not complete: file:" + directory + "/embeddings/_SUCCESS did not appear within 1 s"
                        + " (source.success-file-timeout)",
                refusedAtRun(3, "source.require-success-file=wait", "source.success-file-timeout=1 s"));
    }

    @Test
    void leavesASessionThatItDidNotStart() throws IOException {
        embeddings(GOOD);
        run().done();
        assertEquals(20, spark.read().parquet(source).count());
    }

    private void embeddings(String query) {
        spark.sql(query).coalesce(1).write().mode("overwrite").parquet(source);
    }

    /** The source's data files, in order of their names. */
    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(directory.resolve("embeddings"))) {
            return entries.filter(file -> file.toString().endsWith(".parquet"))
                    .sorted()
                    .toList();
        }
    }

    private static void truncate(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        // Hadoop's own checksum would be the one to complain, and HDFS keeps none there.
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    }

    private CommandRun run(String... options) throws IOException {
        Path conf = Files.writeString(directory.resolve("daily.conf"), JobConfigs.text(JobConfigs.uri(table), source));
        List<String> arguments = new ArrayList<>(List.of("run", "--conf", conf.toString(), "--ds", DS));
        for (String option : options) {
            if (!option.isEmpty()) {
                arguments.addAll(option.startsWith("--") ? List.of(option) : List.of("--set", option));
            }
        }
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    /**
     * Runs the job, which has to begin and to fail: with one line, of which the journal keeps the same, publishing
     * nothing and leaving no staging.
     *
     * @return the line behind the command's name
     */
    private String refusedAtRun(int exitCode, String... options) throws IOException {
        List<Path> before = published();
        String line = run(options).failed(exitCode);
        assertStarts(line, "bochner run: ");
        String message = line.substring("bochner run: ".length());
        assertEquals(before, published());
        assertEquals(List.of(), entries(table.resolve("_staging")));
        JsonNode journal = lastJournal();
        assertEquals(exitCode, journal.get("exit-code").asInt(), journal::toString);
        assertEquals(DS, journal.get("ds").asText());
        assertStarts(journal.get("message").asText(), message);
        return message.replaceAll("/run=[0-9TZ]+-[0-9a-f]{8}$", "/run=RUN");
    }

    private List<Path> published() throws IOException {
        Path features = table.resolve("features");
        if (!Files.exists(features)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(features)) {
            return all.filter(path -> path.getFileName().toString().startsWith("ds="))
                    .toList();
        }
    }

    private static List<Path> entries(Path parent) throws IOException {
        if (!Files.exists(parent)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(parent)) {
            return all.toList();
        }
    }

    private JsonNode lastJournal() throws IOException {
        Path last = entries(table.resolve("_runs")).stream()
                .filter(file -> file.toString().endsWith(".json")
                        && !file.getFileName().toString().startsWith("."))
                // Names tell seconds only.
                .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                .orElseThrow();
        return new ObjectMapper().readTree(last.toFile());
    }

    private String gate(String share, String counts) throws IOException {
        return "Refused parquet " + source + ": " + share + " of m=64/seed=42 are quarantined {" + counts
                + "}, more than validation.max-invalid-fraction = 0.01; quarantined rows are in file:" + table
                + "/_quarantine/ds=" + DS + "/run=RUN";
    }

    /** All rows of the only quarantine: id, reason, detail, m, seed. */
    private List<String> quarantined() throws IOException {
        List<Path> runs = entries(table.resolve("_quarantine/ds=" + DS));
        assertEquals(1, runs.size());
        return spark
                .read()
                .parquet(JobConfigs.uri(runs.get(0)))
                .select("id", "quarantine_reason", "quarantine_detail", "m", "seed")
                .orderBy("id")
                .collectAsList()
                .stream()
                .map(Row::toString)
                .toList();
    }

    private static void assertStarts(String line, String start) {
        assertTrue(line.startsWith(start), () -> "expected: " + start + "\nbut was: " + line);
    }
}
