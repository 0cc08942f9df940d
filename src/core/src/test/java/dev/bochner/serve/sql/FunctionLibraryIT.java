package dev.bochner.serve.sql;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.Fixtures;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The SQL functions that need no table, as somebody in spark-shell would use them. */
@ExtendWith(Fixtures.class)
class FunctionLibraryIT {
    private static final int D = 17;
    private static final EmbeddingTable ITEMS = EmbeddingTable.of(40, D, 3);

    private SparkSession spark;

    @BeforeEach
    void offerItems(SparkSession shared) {
        spark = shared.newSession();
        spark.conf().set("spark.sql.catalog.bochner", FunctionLibrary.class.getName());
        // Spark would otherwise interpret what it cannot compile, and say so in the log only.
        spark.conf().set("spark.sql.codegen.fallback", "false");
        spark.conf().set("spark.sql.codegen.factoryMode", "CODEGEN_ONLY");
        EmbeddingForms.of(spark, ITEMS).createOrReplaceTempView("items");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "phi(embedding, 64, 42)|64|42|1.0|l2",
                "phi(embedding, 5, -9223372036854775808)|5|-9223372036854775808|1.0|l2",
                "phi(embedding, 16, 7, 0.5)|16|7|0.5|l2",
                "phi(embedding, 16, 7, 2, 'none')|16|7|2.0|none",
                "PHI(embedding, int(16 + id - id), 7)|16|7|1.0|l2",
                "phi(doubles, 16, 7)|16|7|1.0|l2",
                "phi(bytes, 16, 7)|16|7|1.0|l2",
                "phi(bytes, 16, 7, 0.5)|16|7|0.5|l2",
                "phi(bytes, 16, 7, 0.5, 'none')|16|7|0.5|none",
                "phi(bochner.floats(double_bytes, 'float64'), 16, 7)|16|7|1.0|l2",
                "phi(bochner.floats(bytes, 'float32'), 16, 7)|16|7|1.0|l2",
                "phi(vector, 16, 7)|16|7|1.0|l2",
                "phi(vector, 16, 7, 0.5)|16|7|0.5|l2",
                "phi(vector, 16, 7, 0.5, 'none')|16|7|0.5|none",
                "prefix(bochner.phi(embedding, 64, 7), 16)|16|7|1.0|l2",
                "to_vector(bochner.phi(embedding, 16, 7))|16|7|1.0|l2"
            })
    void givesTheBitsOfTheMap(String call, int m, long seed, double sigma, String normalisation) {
        FeatureSpec spec = FeatureSpec.gaussian(D, m, seed, sigma, Normalisation.of(normalisation));

        assertBits(spec, spark.sql("SELECT id, bochner." + call + " FROM items"));
    }

    /** Spark hands over columns as its reader of Parquet has them, a batch of rows in one. */
    @ParameterizedTest
    @ValueSource(strings = {"embedding", "doubles", "bytes", "vector"})
    void givesTheSameBitsOfColumnsReadFromParquet(String column, @TempDir Path directory) {
        String path = directory.resolve("items").toUri().toString();
        spark.table("items").coalesce(1).write().parquet(path);

        Dataset<Row> features = spark.read()
                .parquet(path)
                .select(functions.col("id"), functions.expr("bochner.phi(" + column + ", 16, 7)"));

        assertBits(FeatureSpec.gaussian(D, 16, 7, 1.0, Normalisation.L2), features);
    }

    private static void assertBits(FeatureSpec spec, Dataset<Row> features) {
        FeatureMap map = FeatureMap.of(spec);
        List<Row> rows = features.collectAsList();
        assertEquals(ITEMS.rows(), rows.size());
        float[] expected = new float[spec.columns()];
        for (Row row : rows) {
            map.apply(ITEMS.embedding(row.getLong(0)), expected);
            assertArrayEquals(expected, EmbeddingForms.floats(row.get(1)));
        }
    }

    @Test
    void runsInsideWholeStageCodeGeneration() {
        String plan = spark.sql("SELECT bochner.kernel(p, bochner.prefix(p, 4)) FROM (SELECT bochner.phi("
                        + "array(cast(id AS float), 1f), 4, 1) AS p FROM range(10))")
                .queryExecution()
                .executedPlan()
                .toString();

        assertTrue(plan.contains("*(1) Project [invoke(kernel.invoke("), plan);
    }

    /** Two results of one function, in one row and in the next, in memory of their own. */
    @Test
    void noResultOverwritesAnother() {
        List<Row> rows = spark.sql("SELECT a.id, b.id, bochner.phi(a.embedding, 16, 7), bochner.phi(b.embedding, 16, 7)"
                        + " FROM items a CROSS JOIN items b ORDER BY a.id, b.id")
                .collectAsList();

        FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(D, 16, 7, 1.0, Normalisation.L2));
        float[] expected = new float[32];
        assertEquals(1600, rows.size());
        for (Row row : rows) {
            for (int side = 0; side < 2; side++) {
                map.apply(ITEMS.embedding(row.getLong(side)), expected);
                assertArrayEquals(expected, EmbeddingForms.floats(row.get(2 + side)));
            }
        }
    }

    @Test
    void groupsByACall() {
        Dataset<Row> groups =
                spark.sql("SELECT bochner.phi(embedding, 2, 1), count(*) FROM (SELECT * FROM items UNION ALL"
                        + " SELECT * FROM items) GROUP BY bochner.phi(embedding, 2, 1)");

        assertEquals(40, groups.count());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void kernelIsTheInnerProductInDouble(int m) {
        FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(D, m, 7, 1.0, Normalisation.L2));
        float[] a = new float[2 * m];
        float[] b = new float[2 * m];

        List<Row> rows = spark.sql("SELECT a.id, b.id, bochner.kernel(bochner.phi(a.embedding, " + m
                        + ", 7), bochner.phi(b.embedding, " + m + ", 7)) FROM items a JOIN items b ON a.id <= b.id")
                .collectAsList();

        assertEquals(820, rows.size());
        for (Row row : rows) {
            map.apply(ITEMS.embedding(row.getLong(0)), a);
            map.apply(ITEMS.embedding(row.getLong(1)), b);
            double exact = 0;
            for (int j = 0; j < a.length; j++) {
                exact += (double) a[j] * b[j];
            }
            assertEquals(exact, row.getDouble(2), 1e-15 * m);
        }
    }

    @Test
    void prefixOfAllIsTheSame() {
        Row row = spark.sql(
                        "SELECT phi, bochner.prefix(phi, 3) FROM (SELECT bochner.phi(embedding, 3, 7) AS phi FROM items)")
                .first();

        assertEquals(row.getList(0), row.getList(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phi(cast(NULL AS ARRAY<FLOAT>), 4, 1)",
                "phi(NULL, 4, 1)",
                "phi(if(id = 0, NULL, array(1f)), 4, 1)",
                "phi(array(1f), if(id = 0, NULL, 4), 1)",
                "phi(array(1f), 4, 1, 1.0, if(id = 0, NULL, 'l2'))",
                "kernel(if(id = 0, NULL, array(1f, 0f)), array(1f, 0f))",
                "kernel(array(1f, 0f), if(id = 0, NULL, array(1f, 0f)))",
                "prefix(if(id = 0, NULL, array(1f, 0f)), 1)",
                "prefix(array(1f, 0f), if(id = 0, NULL, 1))",
                "to_vector(if(id = 0, NULL, array(1f)))",
                "floats(if(id = 0, NULL, x'0102'), 'float16')",
                "floats(x'0102', if(id = 0, NULL, 'float16'))"
            })
    void givesNullForNull(String call) {
        assertTrue(
                spark.sql("SELECT bochner." + call + " FROM range(1)").first().isNullAt(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "phi(array(1f, cast('NaN' AS FLOAT)), 4, 1)|Component 1 of h is NaN, expected a finite float32",
                "phi(array(1d, 1e39d * one), 4, 1)|Component 1 of h is Infinity, expected a finite float32",
                "phi(array(1f, NULL), 4, 1)|Embedding cannot be mapped by phi: element 1 is null",
                "phi(array(0f * one, 0f), 4, 1)|Norm of h is 0, expected more for normalisation l2",
                "phi(substring(x'01020304', 1, int(one + 2)), 4, 1)|Embedding has 3 bytes, expected a multiple of 4",
                "phi(array(1f), one - 1, 1)|m is 0, expected 1 to",
                "phi(array(1f), one + 4294967296, 1)|m is 4294967297, expected 1 to",
                "phi(array(1f), 4, 1, -1)|sigma is -1.0, expected a positive number",
                "phi(array(1f), 4, 1, 1, 'L2')|normalisation is \"L2\", expected l2 or none",
                "kernel(array(1f, 0f), array(1f, 0f, 1f, 0f))|Lengths of a and b are 2 and 4, expected features of one m",
                "kernel(array(1f), array(1f))|Length of a is 1, expected 2m: cos and sin of each direction",
                "kernel(array(1f, 0f), array(1f, NULL))|Element 1 of b is null, expected a number",
                "prefix(array(1f, 0f), one + 1)|m is 2, expected 1 to 1",
                "prefix(array(1f, 0f), one - 1)|m is 0, expected 1 to 1",
                "prefix(array(1f), 1)|Length of phi is 1, expected 2m: cos and sin of each direction",
                "to_vector(array(1f, NULL))|Element 1 of phi is null, expected a number",
                "floats(substring(x'01020304', 1, int(one + 2)), 'float16')|Embedding has 3 bytes, expected a multiple of 2"
                        + " (little-endian float16)",
                "floats(x'01020304', concat('float', one))|Binary type is \"float1\", expected one of float32, float64, float16"
            })
    void failsWithTheValueInTheMessage(String call, String message) {
        String query = "SELECT bochner." + call.replace("1f", "cast(one AS FLOAT)")
                + " FROM (SELECT id + 1 AS one FROM range(1))";

        Exception thrown = assertThrows(Exception.class, () -> spark.sql(query).collectAsList());

        assertTrue(root(thrown).contains(message), root(thrown));
    }

    private static String root(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "phi(array(1f))|phi takes 3 to 5 arguments (embedding, m, seed, sigma, normalisation), got 1",
                "phi(array('a'), 4, 1)|embedding of phi is array<string>, expected array<float>, array<double>, an ML Vector,"
                        + " or binary (little-endian float32)",
                "phi(1f, 4, 1)|embedding of phi is float, expected array<float>",
                "phi(array(1f), 0.5, 1)|m of phi is decimal(1,1), expected an integer of at most 64 bits",
                "phi(array(1f), 4, '1')|seed of phi is string, expected an integer of at most 64 bits",
                "phi(array(1f), 4, 9223372036854775808)|seed of phi is decimal(19,0), expected an integer of at most 64 bits",
                "phi(array(1f), 4, 1, 'wide')|sigma of phi is string, expected a number",
                "phi(array(1f), 4, 1, 1, 2)|normalisation of phi is int, expected a string",
                "table_phi('t', 4, 1)|table_phi takes 5 arguments (table, m, seed, ds, embedding), got 3",
                "table_phi('t', 4, 1, 20261120, array(1f))|ds of table_phi is int, expected a date, or a string",
                "kernel(1, 2)|a of kernel is int, expected array<float>",
                "prefix(array(1f), 1.5)|m of prefix is decimal(2,1), expected an integer of at most 64 bits"
            })
    void refusesTypesBeforeAnythingRuns(String call, String message) {
        Exception thrown = assertThrows(AnalysisException.class, () -> spark.sql("SELECT bochner." + call));

        assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
    }

    /** DESCRIBE FUNCTION Spark 4.1 has for its own catalog only. */
    @Test
    void listsItsFunctions() {
        List<String> names = spark.sql("SHOW USER FUNCTIONS IN bochner").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();

        assertEquals(
                List.of(
                        "bochner.floats",
                        "bochner.kernel",
                        "bochner.phi",
                        "bochner.prefix",
                        "bochner.table_phi",
                        "bochner.to_vector"),
                names);
    }

    @Test
    void callsFunctionsFromJava() {
        Dataset<Row> features = spark.table("items")
                .select(
                        functions.col("id"),
                        functions.call_function(
                                "bochner.phi", functions.col("embedding"), functions.lit(16), functions.lit(7L)));

        assertBits(FeatureSpec.gaussian(D, 16, 7, 1.0, Normalisation.L2), features);
    }
}
