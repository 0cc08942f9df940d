package dev.bochner.serve;

import static dev.bochner.serve.Consumer.Agreement.SAME_BITS;
import static dev.bochner.serve.Consumer.Agreement.WITHIN_ERROR_BOUND;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.serve.cache.CacheBuild;
import dev.bochner.serve.cache.FeatureCache;
import dev.bochner.serve.layer.Engine;
import dev.bochner.serve.layer.Layer;
import dev.bochner.serve.layer.LayerFormat;
import dev.bochner.serve.layer.OnnxEngine;
import dev.bochner.serve.layer.Parity;
import dev.bochner.serve.pipeline.RandomFourierFeatures;
import dev.bochner.serve.sql.FunctionLibrary;
import dev.bochner.testkit.Client;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One published table, and all who use its features, each in the habit of their own tool: the same bits in Java, within the
 * error bound elsewhere, the same U everywhere.
 */
@ExtendWith(Fixtures.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class ConsumersContract {
    private ServedTable plain;
    private ServedTable stabilised;

    @BeforeAll
    void publish(SparkSession shared, @TempDir Path directory) {
        SparkSession spark = shared.newSession();
        spark.conf().set("spark.sql.catalog.bochner", FunctionLibrary.class.getName());
        plain = ServedTable.publish(spark, directory.resolve("plain"));
        stabilised = ServedTable.publish(spark, directory.resolve("stabilised"), "stabiliser.kind=procrustes");
    }

    /** Who needs nothing but (m, seed) and the rest of the spec. */
    Stream<Consumer> bySpec() {
        return Stream.of(
                new Consumer("SQL phi", SAME_BITS, ConsumersContract::bySqlPhi),
                new Consumer("Transformer", SAME_BITS, ConsumersContract::byTransformer),
                new Consumer("Java API", SAME_BITS, served -> mapped(served, FeatureMap.of(served.spec()))),
                new Consumer(
                        "bochner-rff alone",
                        SAME_BITS,
                        served -> JavaService.phi(
                                served.spec(),
                                served.embeddings(),
                                served.directory().resolve("service"))),
                new Consumer(
                        "NumPy", WITHIN_ERROR_BOUND, served -> Client.PYTHON.phi(served.spec(), served.embeddings())),
                new Consumer(
                        "JavaScript",
                        WITHIN_ERROR_BOUND,
                        served -> Client.JAVASCRIPT.phi(served.spec(), served.embeddings())));
    }

    /** Who looks into the table: for the spec, for W of the day, or for the features. */
    Stream<Consumer> byTable() {
        return Stream.of(
                new Consumer("SQL table_phi", SAME_BITS, ConsumersContract::bySqlTablePhi),
                new Consumer(
                        "Java API by table",
                        SAME_BITS,
                        served -> mapped(served, publishedMap(served).map())),
                new Consumer("RocksDB", SAME_BITS, ConsumersContract::byCache),
                new Consumer("ONNX Runtime", WITHIN_ERROR_BOUND, served -> byLayer(served, "onnx", OnnxEngine::load)),
                new Consumer("NumPy by table", WITHIN_ERROR_BOUND, served -> byClient(served, Client.PYTHON)),
                new Consumer("JavaScript by table", WITHIN_ERROR_BOUND, served -> byClient(served, Client.JAVASCRIPT)));
    }

    @ParameterizedTest
    @MethodSource({"bySpec", "byTable"})
    void getsWhatIsPublished(Consumer consumer) throws Exception {
        assertAgrees(consumer, plain);
    }

    @ParameterizedTest
    @MethodSource("byTable")
    void getsWhatIsPublishedBehindAStabiliser(Consumer consumer) throws Exception {
        assertAgrees(consumer, stabilised);
    }

    private static void assertAgrees(Consumer consumer, ServedTable served) throws Exception {
        float[][] published = served.published();
        float[][] got = consumer.features().of(served);
        switch (consumer.agreement()) {
            case SAME_BITS -> {
                assertEquals(published.length, got.length);
                for (int item = 0; item < published.length; item++) {
                    assertArrayEquals(published[item], got[item], "item " + item);
                }
            }
            case WITHIN_ERROR_BOUND ->
                Parity.assertHolds(publishedMap(served).errorBound(), served.embeddings(), published, got);
        }
    }

    @ParameterizedTest
    @EnumSource(Client.class)
    void drawsThePublishedDirections(Client client) {
        String published = plain.table().spec(ServedTable.VERSION).orElseThrow().directionsSha256();

        assertTrue(client.directions(plain.spec()).contains("\"" + published + "\""), published);
        assertEquals(published, Directions.of(plain.spec()).sha256());
        assertEquals(published, Layer.of(publishedMap(plain)).metadata().get("directions-sha256"));
    }

    private static PublishedMap publishedMap(ServedTable served) {
        return PublishedMap.latest(served.table(), ServedTable.VERSION);
    }

    private static float[][] mapped(ServedTable served, FeatureMap map) {
        float[][] h = served.embeddings();
        float[][] features = new float[h.length][map.spec().columns()];
        for (int item = 0; item < h.length; item++) {
            map.apply(h[item], features[item]);
        }
        return features;
    }

    private static float[][] bySqlPhi(ServedTable served) {
        FeatureSpec spec = served.spec();
        return bySql(
                served,
                String.format(
                        Locale.ROOT,
                        "bochner.phi(embedding, %d, %d, %s, '%s')",
                        spec.m(),
                        spec.seed(),
                        spec.sigma(),
                        spec.normalisation().label()));
    }

    private static float[][] bySqlTablePhi(ServedTable served) {
        return bySql(
                served,
                String.format(
                        Locale.ROOT,
                        "bochner.table_phi('%s', %d, %d, '%s', embedding)",
                        served.table().root(),
                        ServedTable.VERSION.m(),
                        ServedTable.VERSION.seed(),
                        served.snapshot().ds()));
    }

    private static float[][] bySql(ServedTable served, String call) {
        served.items().createOrReplaceTempView("items");
        return byId(served.spark().sql("SELECT id, " + call + " AS features FROM items"));
    }

    private static float[][] byTransformer(ServedTable served) {
        FeatureSpec spec = served.spec();
        RandomFourierFeatures stage = new RandomFourierFeatures()
                .setInputCol("embedding")
                .setOutputCol("features")
                .setM(spec.m())
                .setSeed(spec.seed())
                .setSigma(spec.sigma())
                .setNormalisation(spec.normalisation().label())
                .setOutputType(RandomFourierFeatures.ARRAY);
        return byId(stage.transform(served.items()));
    }

    private static float[][] byId(Dataset<Row> rows) {
        return ServedTable.byId(FeatureRows.of(rows, "id"));
    }

    private static float[][] byCache(ServedTable served) {
        Path directory = served.directory().resolve("cache");
        CacheBuild.of(served.spark(), served.table(), served.snapshot()).into(directory);
        float[][] features = new float[served.embeddings().length][served.spec().columns()];
        try (FeatureCache cache = FeatureCache.open(directory)) {
            for (int item = 0; item < features.length; item++) {
                assertTrue(cache.get(item, features[item]), "item " + item);
            }
        }
        return features;
    }

    /** Exports the layer, and has it run. */
    static float[][] byLayer(ServedTable served, String format, Function<Path, Engine> load) throws Exception {
        Path file = served.directory().resolve(format);
        LayerFormat.named(format).write(Layer.of(publishedMap(served)), file);
        try (Engine engine = load.apply(file)) {
            return engine.apply(served.embeddings(), ServedTable.D);
        }
    }

    private static float[][] byClient(ServedTable served, Client client) {
        Optional<Path> transform = served.table()
                .manifest(served.snapshot())
                .orElseThrow()
                .lineage()
                .state()
                .map(state -> Path.of(served.table().resolve(state).toUri()).resolve("transform.npy"));
        Path spec = Path.of(served.table().specPath(ServedTable.VERSION).toUri());
        return client.phi(spec, transform, served.embeddings());
    }
}
