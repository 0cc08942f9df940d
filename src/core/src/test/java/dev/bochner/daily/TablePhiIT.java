package dev.bochner.daily;

import static dev.bochner.daily.PlantedDays.DAY_ONE;
import static dev.bochner.daily.PlantedDays.DAY_TWO;
import static dev.bochner.daily.PlantedDays.ITEMS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.serve.sql.FunctionLibrary;
import dev.bochner.store.Publication.Existing;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.HdfsCluster;
import dev.bochner.testkit.JobConfigs;
import dev.bochner.testkit.SparkCluster;
import dev.bochner.testkit.SparkSubmit;
import dev.bochner.testkit.TestJar;
import dev.bochner.testkit.process.ChildProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bochner.table_phi} makes of the source is what the job published. */
@ExtendWith(Fixtures.class)
final class TablePhiIT extends StabilisedTable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String LANDMARKS = "stabiliser { kind = landmarks, landmarks = ["
            + IntStream.range(0, 24).mapToObj(i -> "item-" + i).collect(Collectors.joining(", ")) + "] }";

    private SparkSession session;

    @BeforeEach
    void openASession() {
        session = spark.newSession();
        session.conf().set("spark.sql.catalog.bochner", FunctionLibrary.class.getName());
        session.conf().set("spark.sql.codegen.fallback", "false");
        session.conf().set("spark.sql.codegen.factoryMode", "CODEGEN_ONLY");
    }

    /** A table of two days, the second rotated; their embeddings as view {@code items}, with ds as a string. */
    private DailyTable twoDays(String... settings) {
        DailyTable table = table(settings);
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(DAY_TWO, PlantedDays.rotated());
        published(table, DAY_ONE);
        published(table, DAY_TWO);
        embeddings(DAY_ONE).union(embeddings(DAY_TWO)).createOrReplaceTempView("items");
        return table;
    }

    private Dataset<Row> embeddings(LocalDate ds) {
        return session.read()
                .parquet(JobConfigs.uri(directory.resolve("embeddings/ds=" + ds)))
                .selectExpr("id", "embedding", "'" + ds + "' AS ds");
    }

    private FeatureRows features(String arguments, LocalDate ds) {
        return FeatureRows.of(
                session.sql("SELECT id, bochner.table_phi(" + arguments + ") AS features FROM items WHERE ds = '" + ds
                        + "'"),
                "id");
    }

    static List<String> stabilisers() {
        return List.of("stabiliser.kind = none", PROCRUSTES, LANDMARKS);
    }

    @ParameterizedTest
    @MethodSource("stabilisers")
    void givesThePublishedBits(String stabiliser) {
        DailyTable table = twoDays(stabiliser);
        String path = "'" + table.root() + "', 8, 42, ";
        FeatureRows one = table.rows(spark, SMALL, DAY_ONE);
        FeatureRows two = table.rows(spark, SMALL, DAY_TWO);

        features(path + "ds, embedding", DAY_ONE).assertSameAs(one);
        features(path + "ds, embedding", DAY_TWO).assertSameAs(two);
        features(path + "DATE '" + DAY_TWO + "', CAST(embedding AS ARRAY<DOUBLE>)", DAY_TWO)
                .assertSameAs(two);
        features(path + "CAST(ds AS DATE), bochner.to_vector(embedding)", DAY_TWO)
                .assertSameAs(two);
    }

    @Test
    void followsEachRowsDate() {
        DailyTable table = twoDays(PROCRUSTES);
        Dataset<Row> both = session.sql("SELECT concat(ds, ' ', id) AS id, bochner.table_phi('" + table.root()
                + "', 8, 42, ds, embedding) AS features FROM (SELECT * FROM items ORDER BY id, ds)");

        FeatureRows features = FeatureRows.of(both, "id");

        assertEquals(2 * ITEMS, features.count());
        for (LocalDate ds : List.of(DAY_ONE, DAY_TWO)) {
            FeatureRows rows = table.rows(spark, SMALL, ds);
            rows.ids().forEach(id -> assertArrayEquals(rows.features(id), features.features(ds + " " + id)));
        }
    }

    @Test
    void followsAReplacedSnapshotInTheNextQuery() {
        DailyTable table = twoDays(PROCRUSTES);
        String arguments = "'" + table.root() + "', 8, 42, '" + DAY_TWO + "', embedding";
        FeatureRows before = table.rows(spark, SMALL, DAY_TWO);
        features(arguments, DAY_TWO).assertSameAs(before);

        days.write(
                DAY_TWO,
                day -> PlantedDays.rotated().andThen(PlantedDays.rotated()).apply(day));
        assertEquals(
                Status.PUBLISHED,
                DailyJob.of(spark, table.config())
                        .run(DAY_TWO, Existing.REPLACE)
                        .status());
        embeddings(DAY_TWO).createOrReplaceTempView("items");

        FeatureRows after = table.rows(spark, SMALL, DAY_TWO);
        assertNotEquals(before, after);
        features(arguments, DAY_TWO).assertSameAs(after);
    }

    @Test
    void refusesARunningMean() {
        DailyTable table = twoDays(MEAN);

        assertEquals(
                "Features of stabiliser running-mean depend on the item's history and not on one embedding: read the"
                        + " published ones, in SQL SELECT * FROM parquet.`" + table.root() + "/features/m=8/seed=42/ds="
                        + DAY_TWO + "`",
                failure("table_phi('" + table.root() + "', 8, 42, ds, embedding) FROM items WHERE ds = '" + DAY_TWO
                        + "'"));
    }

    @Test
    void namesWhatIsWrong() {
        DailyTable table = twoDays(PROCRUSTES);
        String root = table.root().toString();
        String good = "array_repeat(1f, 16)";

        assertEquals(
                "Table " + root
                        + " has no snapshot of 2026-11-25 of version m=8/seed=42, only of [2026-11-19, 2026-11-20]",
                failure("table_phi('" + root + "', 8, 42, '2026-11-25', " + good + ")"));
        assertEquals(
                "Table " + root + " has no snapshot of 2026-11-19 of version m=9/seed=42, only versions [m=8/seed=42]",
                failure("table_phi('" + root + "', 9, 42, '2026-11-19', " + good + ")"));
        assertEquals(
                "No features are published at " + root + "/features, expected the root of a feature table",
                failure("table_phi('" + root + "/features', 8, 42, '2026-11-19', " + good + ")"));
        assertEquals(
                "Date is \"20261119\", expected YYYY-MM-DD from 1900-01-01 to 9999-12-31",
                failure("table_phi('" + root + "', 8, 42, '20261119', " + good + ")"));
        assertEquals(
                "Embedding cannot be mapped by m=8/seed=42/ds=2026-11-19 of " + root + ": length is 15, expected 16",
                failure("table_phi('" + root + "', 8, 42, '2026-11-19', array_repeat(1f, 15))"));
        assertEquals(
                "Component 15 of h is NaN, expected a finite float32",
                failure("table_phi('" + root
                        + "', 8, 42, '2026-11-19', concat(array_repeat(1f, 15), array(float('NaN'))))"));
    }

    private String failure(String query) {
        Throwable cause = assertThrows(
                Exception.class, () -> session.sql("SELECT bochner." + query).collectAsList());
        while (!(cause instanceof IllegalArgumentException)) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CAST(NULL AS STRING), 8, 42, '2026-11-19', array(1f)",
                "'nowhere', CAST(NULL AS INT), 42, '2026-11-19', array(1f)",
                "'nowhere', 8, 42, NULL, array(1f)",
                "'nowhere', 8, 42, CAST(NULL AS DATE), array(1f)",
                "'nowhere', 8, 42, '2026-11-19', NULL"
            })
    void givesNullForNull(String arguments) {
        assertTrue(session.sql("SELECT bochner.table_phi(" + arguments + ")")
                .first()
                .isNullAt(0));
    }

    /** The table's path has no scheme: that it lies on HDFS, the driver alone has been told. */
    @Test
    void executorsReadTheTableWithTheDriversHadoopSettings(HdfsCluster hdfs, SparkCluster cluster) throws IOException {
        Configuration configuration = hdfs.configuration();
        org.apache.hadoop.fs.Path home = hdfs.freshDirectory();
        days.write(DAY_ONE, UnaryOperator.identity());
        days.write(DAY_TWO, PlantedDays.rotated());
        String source = JobConfigs.uri(directory.resolve("embeddings")) + "/ds=";
        DailyTable table = DailyTable.in(home, configuration, source + "{ds}", ONE_VERSION, PROCRUSTES);
        published(table, DAY_ONE);
        published(table, DAY_TWO);
        String query = "SELECT id, bochner.table_phi('" + table.root().toUri().getPath() + "', 8, 42, '" + DAY_TWO
                + "', embedding) AS features FROM parquet.`" + source + DAY_TWO + "`";

        ChildProcess run = SparkSubmit.of(
                        TestJar.of(directory.resolve("query.jar"), QueryApp.class), QueryApp.class.getName())
                .withMaster(cluster.masterUrl())
                .withConf(Map.of(
                        "spark.jars",
                                SparkSubmit.bochner().jar().toAbsolutePath().toString(),
                        "spark.serializer", "org.apache.spark.serializer.KryoSerializer",
                        "spark.sql.catalog.bochner", FunctionLibrary.class.getName()))
                .withArguments(hdfs.uri().toString(), query, home + "/result")
                .run(PATIENCE);

        assertEquals(0, run.awaitExit(PATIENCE), run::stderr);
        FeatureRows.bySpark(spark, home + "/result").assertSameAs(table.rows(spark, SMALL, DAY_TWO));
        cluster.awaitIdle(PATIENCE);
    }
}
