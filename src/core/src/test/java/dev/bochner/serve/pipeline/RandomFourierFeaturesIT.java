package dev.bochner.serve.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.serve.sql.EmbeddingForms;
import dev.bochner.serve.sql.FunctionLibrary;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stage as users of MLlib meet it. */
@ExtendWith(Fixtures.class)
class RandomFourierFeaturesIT {
    private static final EmbeddingTable ITEMS = EmbeddingTable.of(200, 4, 5);

    @TempDir
    private Path directory;

    private Dataset<Row> items;

    @BeforeEach
    void offerItems(SparkSession shared) {
        SparkSession spark = shared.newSession();
        spark.conf().set("spark.sql.codegen.fallback", "false");
        spark.conf().set("spark.sql.codegen.factoryMode", "CODEGEN_ONLY");
        items = EmbeddingForms.of(spark, ITEMS);
    }

    /** A label that no linear model of the embedding finds: in which quadrants the first two components lie. */
    private Dataset<Row> labelled() {
        return items.selectExpr("id", "embedding", "IF(embedding[0] * embedding[1] > 0, 1.0D, 0.0D) AS label");
    }

    private static RandomFourierFeatures stage() {
        return new RandomFourierFeatures().setInputCol("embedding").setOutputCol("features");
    }

    private static Pipeline pipeline(PipelineStage features) {
        return new Pipeline().setStages(new PipelineStage[] {features, new LogisticRegression().setMaxIter(20)});
    }

    private String path(String name) {
        return directory.resolve(name).toUri().toString();
    }

    @ParameterizedTest
    @CsvSource({
        "embedding, vector, 64, 42, 1.0, l2",
        "embedding, array, 5, -9223372036854775808, 0.5, none",
        "doubles, array, 16, 7, 2, l2",
        "vector, vector, 16, 7, 2, l2",
        "bytes, vector, 16, 7, 2, l2"
    })
    void addsTheBitsOfTheMap(String input, String type, int m, long seed, double sigma, String normalisation) {
        FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(4, m, seed, sigma, Normalisation.of(normalisation)));
        RandomFourierFeatures stage = new RandomFourierFeatures()
                .setInputCol(input)
                .setOutputType(type)
                .setM(m)
                .setSeed(seed)
                .setSigma(sigma)
                .setNormalisation(normalisation);

        Dataset<Row> features = stage.transform(items);

        assertEquals(stage.transformSchema(items.schema()), features.schema());
        float[] expected = new float[2 * m];
        List<Row> rows = features.select("id", stage.getOutputCol()).collectAsList();
        assertEquals(200, rows.size());
        for (Row row : rows) {
            map.apply(ITEMS.embedding(row.getLong(0)), expected);
            assertArrayEquals(expected, EmbeddingForms.floats(row.get(1)));
        }
    }

    @Test
    void takesBytesOfAnotherTypeByName() {
        FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(4, 8, 42, 1, Normalisation.L2));
        RandomFourierFeatures stage =
                stage().setInputCol("double_bytes").setM(8).setBinaryType("float64");
        float[] expected = new float[16];
        for (Row row : stage.transform(items).select("id", "features").collectAsList()) {
            map.apply(ITEMS.embedding(row.getLong(0)), expected);
            assertArrayEquals(expected, EmbeddingForms.floats(row.get(1)));
        }
    }

    @Test
    void tellsTheNumberOfColumnsBeforeAnyRow() {
        StructField features = stage().setM(8).transformSchema(items.schema()).apply("features");

        assertEquals(SQLDataTypes.VectorType(), features.dataType());
        assertEquals(16, AttributeGroup.fromStructField(features).size());
    }

    @Test
    void crossValidationFindsTheLargerMOfALabelThatIsNotLinear() throws IOException {
        RandomFourierFeatures stage = stage().setSigma(2);
        ParamMap[] grid =
                new ParamGridBuilder().addGrid(stage.m(), new int[] {1, 32}).build();
        CrossValidatorModel found = new CrossValidator()
                .setEstimator(pipeline(stage))
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
                .setEstimatorParamMaps(grid)
                .setNumFolds(2)
                .setSeed(1)
                .fit(labelled());

        assertTrue(
                found.avgMetrics()[1] > 0.75 && found.avgMetrics()[0] < 0.65,
                () -> Arrays.toString(found.avgMetrics()));
        PipelineModel best = (PipelineModel) found.bestModel();
        assertEquals(32, ((RandomFourierFeatures) best.stages()[0]).getM());
        best.write().overwrite().save(path("model"));
        assertEquals(probabilities(best), probabilities(PipelineModel.load(path("model"))));
    }

    @Test
    void aSavedPipelineHasTheSameParameters() throws IOException {
        RandomFourierFeatures stage = stage().setM(3)
                .setSeed(Long.MIN_VALUE)
                .setSigma(0.1)
                .setNormalisation("none")
                .setOutputType("array");
        pipeline(stage).save(path("pipeline"));

        RandomFourierFeatures loaded =
                (RandomFourierFeatures) Pipeline.load(path("pipeline")).getStages()[0];

        assertEquals(stage.uid(), loaded.uid());
        assertEquals(stage.explainParams(), loaded.explainParams());
        assertEquals(Long.MIN_VALUE, loaded.getSeed());
    }

    @Test
    void isSavedAndLoadedByItself() throws IOException {
        stage().setM(3).save(path("stage"));
        assertThrows(IOException.class, () -> stage().setM(4).save(path("stage")));
        stage().setM(5).write().overwrite().save(path("stage"));

        assertEquals(5, RandomFourierFeatures.load(path("stage")).getM());
    }

    @Test
    void copiesTakeOtherParameters() {
        RandomFourierFeatures stage = stage().setM(3);

        RandomFourierFeatures copy = stage.copy(new ParamMap().put(stage.m().w(7)));

        assertEquals(7, copy.getM());
        assertEquals(3, stage.getM());
        assertEquals(stage.uid(), copy.uid());
        assertEquals("features", copy.getOutputCol());
    }

    @Test
    void explainsItsParameters() {
        String explained = stage().setM(3).explainParams();

        assertTrue(
                explained.contains(
                        "m: number of directions, 1 or more; features have 2m columns (default: 64, current: 3)"),
                explained);
        assertTrue(explained.contains("(default: 42)"), explained);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id|features|Input column id is bigint, expected array<float>, array<double>, an ML Vector, or binary",
                "embedding|id|Output column id already exists.",
                "nothing|features|No such struct field `nothing`"
            })
    void refusesASchemaBeforeAnyRow(String input, String output, String message) {
        RandomFourierFeatures stage = stage().setInputCol(input).setOutputCol(output);

        Exception refused = assertThrows(IllegalArgumentException.class, () -> stage.transformSchema(items.schema()));

        assertTrue(refused.getMessage().contains(message), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> stage.transform(items));
    }

    @Test
    void refusesParametersOutOfRange() {
        Exception m = assertThrows(IllegalArgumentException.class, () -> stage().setM(0));
        assertTrue(m.getMessage().contains("parameter m given invalid value 0"), m.getMessage());
        assertThrows(IllegalArgumentException.class, () -> stage().setSigma(0));
        assertThrows(IllegalArgumentException.class, () -> stage().setSigma(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> stage().setNormalisation("L2"));
        assertThrows(IllegalArgumentException.class, () -> stage().setOutputType("list"));
    }

    /** What PySpark's users write: a stage that needs no class of ours. */
    @Test
    void anSqlTransformerGivesTheSame() throws IOException {
        SparkSession spark = items.sparkSession();
        spark.conf().set("spark.sql.catalog.bochner", FunctionLibrary.class.getName());
        SQLTransformer sql = new SQLTransformer()
                .setStatement("SELECT *, bochner.to_vector(bochner.phi(embedding, 16, 42)) AS features FROM __THIS__");
        List<Row> expected = probabilities(pipeline(stage().setM(16)).fit(labelled()));

        // MLlib asks the active session for the statement's columns.
        SparkSession.setActiveSession(spark);
        try {
            PipelineModel model = pipeline(sql).fit(labelled());
            model.save(path("sql"));
            assertEquals(expected, probabilities(PipelineModel.load(path("sql"))));
        } finally {
            SparkSession.clearActiveSession();
        }
    }

    private List<Row> probabilities(PipelineModel model) {
        return model.transform(labelled())
                .select("id", "features", "probability")
                .collectAsList();
    }
}
