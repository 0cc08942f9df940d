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
import java.util.List;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The SQL function, as somebody in spark-shell would use it. */
@ExtendWith(Fixtures.class)
class FunctionLibraryIT {
    private static final EmbeddingTable ITEMS = EmbeddingTable.of(40, 17, 3);

    private SparkSession spark;

    @BeforeEach
    void offerItems(SparkSession shared) {
        spark = shared.newSession();
        spark.conf().set("spark.sql.catalog.bochner", FunctionLibrary.class.getName());
        ITEMS.dataset(spark).createOrReplaceTempView("items");
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
                "phi(cast(embedding AS ARRAY<DOUBLE>), 16, 7)|16|7|1.0|l2"
            })
    void givesTheBitsOfTheMap(String call, int m, long seed, double sigma, String normalisation) {
        FeatureMap map = FeatureMap.of(new FeatureSpec(17, m, seed, sigma, Normalisation.of(normalisation)));

        List<Row> rows = spark.sql("SELECT id, bochner." + call + " FROM items").collectAsList();

        assertEquals(40, rows.size());
        float[] expected = new float[2 * m];
        for (Row row : rows) {
            map.apply(ITEMS.embedding(row.getLong(0)), expected);
            assertArrayEquals(expected, floats(row.getList(1)));
        }
    }

    private static float[] floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return floats;
    }

    @Test
    void runsInsideWholeStageCodeGeneration() {
        String plan = spark.sql("SELECT bochner.phi(array(cast(id AS float), 1f), 4, 1) FROM range(10)")
                .queryExecution()
                .executedPlan()
                .toString();

        assertTrue(plan.contains("*(1) Project"), plan);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phi(cast(NULL AS ARRAY<FLOAT>), 4, 1)",
                "phi(if(id = 0, NULL, array(1f)), 4, 1)",
                "phi(array(1f), if(id = 0, NULL, 4), 1)",
                "phi(array(1f), 4, 1, 1.0, if(id = 0, NULL, 'l2'))"
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
                "phi(array(1f, NULL), 4, 1)|Element 1 of the embedding is null, expected a number",
                "phi(array(0f * one, 0f), 4, 1)|Norm of h is 0, expected more for normalisation l2",
                "phi(array(1f), 0, 1)|m is 0, expected 1 to",
                "phi(array(1f), 4, 1, -1)|sigma is -1.0, expected a positive number",
                "phi(array(1f), 4, 1, 1, 'L2')|normalisation is \"L2\", expected l2 or none"
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

    @Test
    void refusesAWrongNumberOfArguments() {
        Exception thrown = assertThrows(AnalysisException.class, () -> spark.sql("SELECT bochner.phi(array(1f))"));

        assertTrue(thrown.getMessage().contains("phi takes 3 to 5 arguments"), thrown.getMessage());
    }
}
