package dev.bochner.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.EmbeddingTable.Defect;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.JobConfigs;
import dev.bochner.testkit.SparkSubmit;
import dev.bochner.testkit.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The job as a scheduler runs it: a process of spark-submit with the application jar. Kryo throughout. */
@ExtendWith(Fixtures.class)
final class SparkSubmitRunIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final EmbeddingTable EMBEDDINGS = EmbeddingTable.of(500, 9, 5)
            .withBroken(Defect.DUPLICATE_ID, 1)
            .withBroken(Defect.NAN, 1)
            .withBroken(Defect.ALL_ZERO, 1);

    @TempDir
    private Path directory;

    @Test
    void publishesTheSameBitsWithKryoAndEndsWithZero(SparkSession spark) throws IOException {
        ChildProcess run = submit(spark, 0);

        assertTrue(
                run.stdout()
                        .contains("Published [m=4/seed=-7/ds=2026-11-20, m=64/seed=42/ds=2026-11-20]; 504 rows read,"
                                + " 500 written, 4 quarantined (2 duplicate-id, 1 not-finite, 1 zero-norm);"
                                + " quarantined rows are in file:"),
                run.stdout());
        assertFalse(run.stderr().contains("bochner run:"), run.stderr());
        assertBits(spark, FeatureSpec.gaussian(9, 64, 42, 1.0, Normalisation.L2));
        assertBits(spark, FeatureSpec.gaussian(9, 4, -7, 1.0, Normalisation.L2));
    }

    @Test
    void saysInOneLineWhyDataAreRefusedAndEndsWithThree(SparkSession spark) throws IOException {
        ChildProcess run = submit(spark, 3, "--set", "validation.max-invalid-fraction=0");

        List<String> ours =
                run.stderr().lines().filter(line -> line.startsWith("bochner")).toList();
        assertEquals(1, ours.size(), run.stderr());
        assertTrue(
                ours.get(0)
                        .startsWith("bochner run: Refused parquet file://" + directory.resolve("in")
                                + ": 4 of 504 rows (0.7937 %) of m=4/seed=-7 are quarantined"
                                + " {duplicate-id=2, not-finite=1, zero-norm=1}, more than"
                                + " validation.max-invalid-fraction = 0.0; quarantined rows are in file:"),
                ours.get(0));
        assertFalse(run.stderr().contains("\tat "), run.stderr());
        assertEquals("", run.stdout());
        assertFalse(Files.exists(directory.resolve("table/features/m=64")));
    }

    private ChildProcess submit(SparkSession spark, int exitCode, String... options) throws IOException {
        String source = "file://" + directory.resolve("in");
        EMBEDDINGS.write(spark, source, 3);
        String text = JobConfigs.text(JobConfigs.uri(directory.resolve("table")), source)
                + "bochner.features.versions = [{ m = 4, seed = \"-7\" }, { m = 64, seed = \"42\" }]\n";
        Path conf = Files.writeString(directory.resolve("daily.conf"), text);
        List<String> arguments = new ArrayList<>(List.of("run", "--conf", conf.toString(), "--ds", "2026-11-20"));
        arguments.addAll(List.of(options));
        ChildProcess run = SparkSubmit.bochner()
                .withConf("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .withArguments(arguments.toArray(String[]::new))
                .run(PATIENCE);
        assertEquals(exitCode, run.awaitExit(PATIENCE), run::stderr);
        return run;
    }

    private void assertBits(SparkSession spark, FeatureSpec spec) {
        Path snapshot = directory.resolve("table/features/m=" + spec.m() + "/seed=" + spec.seed() + "/ds=2026-11-20");
        FeatureRows rows = FeatureRows.bySpark(spark, JobConfigs.uri(snapshot));
        assertEquals(500, rows.count());
        FeatureMap map = FeatureMap.of(spec);
        float[] expected = new float[spec.columns()];
        EMBEDDINGS.goodIds().forEach(id -> {
            map.apply(EMBEDDINGS.embedding(id), expected);
            assertArrayEquals(expected, rows.features(id));
        });
    }
}
