package dev.bochner.daily;

import static dev.bochner.daily.DailyTable.DS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.RunRecord;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunSession;
import dev.bochner.store.RunSession.Request;
import dev.bochner.store.StagingTimes;
import dev.bochner.store.VersionId;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.HdfsCluster;
import dev.bochner.testkit.SparkSubmit;
import dev.bochner.testkit.TestJar;
import dev.bochner.testkit.process.ChildProcess;
import dev.bochner.testkit.process.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The driver as a process that dies of SIGKILL: while it stages, and before every step of a publication of three versions.
 * That recovery may crash as well is tested in the store.
 */
@ExtendWith(Fixtures.class)
class CrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int KILLED = 128 + 9;
    private static final long TIMEOUT_MILLIS = 20_000;

    /** In the order of their renames. */
    private static final List<VersionId> VERSIONS =
            List.of(new VersionId(4, 42), new VersionId(16, -1), new VersionId(64, 42));

    private static final String[] SETTINGS = {
        "features { dim = 24, versions = [{m = 64, seed = \"42\"}, {m = 4, seed = \"42\"}, {m = 16, seed = \"-1\"}] }",
        "source.unique-ids = true",
        "store { heartbeat-interval = 4 s, heartbeat-timeout = " + TIMEOUT_MILLIS + " ms }"
    };

    private static final EmbeddingTable EMBEDDINGS = EmbeddingTable.of(200, 24, 1);
    private static final EmbeddingTable EARLIER = EmbeddingTable.of(200, 24, 2);
    private static final EmbeddingTable MANY = EmbeddingTable.of(20_000, 24, 3);

    @TempDir
    private static Path temp;

    private static String source = "";
    private static String earlierSource = "";
    private static String longSource = "";
    private static Path jar = Path.of("");

    private HdfsCluster hdfs;
    private SparkSession spark;

    @BeforeAll
    static void writesSources(HdfsCluster hdfs, SparkSession spark) throws IOException {
        String directory = hdfs.freshDirectory().toString();
        source = directory + "/embeddings";
        earlierSource = directory + "/earlier";
        longSource = directory + "/many";
        EMBEDDINGS.write(spark, source, 2);
        EARLIER.write(spark, earlierSource, 1);
        MANY.write(spark, longSource, 8);
        jar = TestJar.of(temp.resolve("dying.jar"), DyingDriver.class);
    }

    @BeforeEach
    void takesComponents(HdfsCluster hdfs, SparkSession spark) {
        this.hdfs = hdfs;
        this.spark = spark;
    }

    private DailyTable onHdfs() throws IOException {
        return DailyTable.in(hdfs.freshDirectory(), hdfs.configuration(), source, SETTINGS);
    }

    private DailyTable onLocalDisks(Path directory) {
        return DailyTable.in(new org.apache.hadoop.fs.Path(directory.toUri()), hdfs.configuration(), source, SETTINGS);
    }

    private void dieBefore(String step, DailyTable table, Existing existing, String... overrides) {
        List<String> arguments = new ArrayList<>(List.of(table.configFile(), DS.toString(), existing.name(), step));
        arguments.addAll(List.of(overrides));
        ChildProcess driver = SparkSubmit.of(jar, DyingDriver.class.getName())
                .withConf(hdfs.sparkConf())
                .withConf("spark.jars", SparkSubmit.bochner().jar().toString())
                .withArguments(arguments.toArray(String[]::new))
                .run(PATIENCE);
        assertEquals(KILLED, driver.awaitExit(PATIENCE), driver::stderr);
    }

    private DailyResult rerun(DailyTable table, String... overrides) {
        return DailyJob.of(spark, table.config(overrides)).run(DS, Existing.REFUSE);
    }

    /** Makes the dead run's last heartbeat old enough. */
    private void outlive(DailyTable table) {
        StagingTimes.age(table.root(), hdfs.configuration(), Duration.ofMillis(TIMEOUT_MILLIS + 100));
    }

    /** The next command of any kind, when the dead run's last heartbeat is old enough. */
    private void settle(DailyTable table) {
        outlive(table);
        Request request =
                Request.of(Command.EXPIRE, Optional.empty(), table.config().store());
        RunSession.begin(table.table(), request).close();
    }

    private void assertPublished(DailyTable table, EmbeddingTable embeddings, VersionId version) {
        FeatureSpec spec = FeatureSpec.gaussian(24, version.m(), version.seed(), 1.0, Normalisation.L2);
        DailyTable.assertBits(spec, embeddings, table.rows(spark, version, DS));
        table.assertConsistsOfItsManifestsFiles(version, DS);
    }

    private void assertAllPublished(DailyTable table, EmbeddingTable embeddings) {
        assertEquals(Set.copyOf(VERSIONS), table.visible(DS));
        VERSIONS.forEach(version -> assertPublished(table, embeddings, version));
        assertEquals(List.of(), table.staging());
    }

    @ParameterizedTest
    @CsvSource({
        "claim, 0, FAILED",
        "spec, 0, ROLLED_BACK",
        "intents, 0, ROLLED_BACK",
        "rename-0, 0, ROLLED_BACK",
        "rename-1, 1, PUBLISHED",
        "rename-2, 2, PUBLISHED",
        "close, 3, PUBLISHED",
        "remove, 3, PUBLISHED"
    })
    void isAllOrNothingWhereverItDies(String step, int visible, RunRecord.Status settled) throws Exception {
        DailyTable table = onHdfs();
        dieBefore(step, table, Existing.REFUSE);
        assertEquals(Set.copyOf(VERSIONS.subList(0, visible)), table.visible(DS));
        VERSIONS.subList(0, visible).forEach(version -> assertPublished(table, EMBEDDINGS, version));
        assertEquals(1, table.staging().size());

        settle(table);
        assertEquals(settled, table.runs().get(0).status());
        assertEquals(visible == 0 ? Set.of() : Set.copyOf(VERSIONS), table.visible(DS));
        assertEquals(List.of(), table.staging());

        Status expected = visible == 0 ? Status.PUBLISHED : Status.ALREADY_PUBLISHED;
        assertEquals(expected, rerun(table).status());
        assertAllPublished(table, EMBEDDINGS);
    }

    @Test
    void aReplacementThatDiesHalfWayIsFinishedByTheNextCommand() throws Exception {
        DailyTable table = onHdfs();
        rerun(table, "source.path=" + earlierSource);
        dieBefore("rename-3", table, Existing.REPLACE);
        // Two renames for each version: the first is new, the second in the gap, the third old.
        assertEquals(Set.of(VERSIONS.get(0), VERSIONS.get(2)), table.visible(DS));
        assertPublished(table, EMBEDDINGS, VERSIONS.get(0));
        assertPublished(table, EARLIER, VERSIONS.get(2));

        settle(table);
        assertAllPublished(table, EMBEDDINGS);
        assertEquals(Status.ALREADY_PUBLISHED, rerun(table).status());
    }

    @Test
    void onLocalDisksARerunNeedNotWaitForTheHeartbeat(@TempDir Path directory) {
        DailyTable table = onLocalDisks(directory);
        dieBefore("rename-1", table, Existing.REFUSE);
        assertEquals(Set.of(VERSIONS.get(0)), table.visible(DS));
        assertPublished(table, EMBEDDINGS, VERSIONS.get(0));

        assertEquals(
                Status.ALREADY_PUBLISHED,
                rerun(table, "store.heartbeat-timeout=1 h").status());
        assertAllPublished(table, EMBEDDINGS);
    }

    @Test
    void dyingWhileItStagesLeavesNothingButAStaging() throws Exception {
        DailyTable table = onHdfs();
        dieWhileStaging(table);

        outlive(table);
        assertEquals(Status.PUBLISHED, rerun(table, "source.path=" + longSource).status());
        assertSettledAndPublished(table);
    }

    @Test
    void dyingWhileItStagesOnLocalDisksDoesNotLeaveTheLock(@TempDir Path directory) {
        DailyTable table = onLocalDisks(directory);
        dieWhileStaging(table);

        String patient = "store.heartbeat-timeout=1 h";
        assertEquals(
                Status.PUBLISHED,
                rerun(table, "source.path=" + longSource, patient).status());
        assertSettledAndPublished(table);
    }

    private void dieWhileStaging(DailyTable table) {
        try (ChildProcess run = SparkSubmit.bochner()
                .withConf(hdfs.sparkConf())
                .withConf("spark.sql.files.openCostInBytes", "128m") // A task for each file.
                .withArguments(
                        "run",
                        "--conf",
                        table.configFile(),
                        "--ds",
                        DS.toString(),
                        "--set",
                        "source.path=" + longSource)
                .start()) {
            table.awaitAttemptFiles(1, PATIENCE);
            Signal.KILL.sendTo(ProcessHandle.of(run.pid()).orElseThrow());
            assertEquals(KILLED, run.awaitExit(PATIENCE), run::stderr);
        }
        assertEquals(RunRecord.Status.RUNNING, table.lastRun().status());
        assertFalse(table.attemptFiles().isEmpty());
        assertEquals(Set.of(), table.visible(DS));
    }

    private void assertSettledAndPublished(DailyTable table) {
        RunRecord dead = table.runs().get(0);
        assertEquals(RunRecord.Status.FAILED, dead.status());
        String message = dead.end().orElseThrow().message();
        assertTrue(message.startsWith("Died before it published anything"), message);
        assertAllPublished(table, MANY);
    }
}
