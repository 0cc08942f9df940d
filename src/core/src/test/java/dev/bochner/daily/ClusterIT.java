package dev.bochner.daily;

import static dev.bochner.daily.DailyTable.DS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.RunRecord;
import dev.bochner.store.VersionId;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.EmbeddingTable.Defect;
import dev.bochner.testkit.FeatureRows;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.HdfsCluster;
import dev.bochner.testkit.SparkCluster;
import dev.bochner.testkit.SparkSubmit;
import dev.bochner.testkit.process.ChildProcess;
import dev.bochner.testkit.process.Deadline;
import dev.bochner.testkit.process.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The command on a real Spark cluster, source and table on a real HDFS: the same bytes as anywhere, whatever is lost. */
@ExtendWith(Fixtures.class)
class ClusterIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final VersionId SMALL = new VersionId(16, 42);
    private static final VersionId LARGE = new VersionId(128, -1);
    private static final String VERSIONS = "features.versions = [{m = 16, seed = \"42\"}, {m = 128, seed = \"-1\"}]";
    // Rows for some seconds of mapping: what is to be lost in mid-stage has to be found there.
    private static final int PARTITIONS = 8;
    private static final EmbeddingTable EMBEDDINGS =
            EmbeddingTable.of(40_000, 64, 7).withBroken(Defect.NAN, 9).withBroken(Defect.DUPLICATE_ID, 7);

    /** A task for each file of the source, and for both executors from the start, so that there are tasks to lose. */
    private static final Map<String, String> TASK_PER_FILE =
            Map.of("spark.sql.files.openCostInBytes", "128m", "spark.locality.wait", "0s");

    private static String source = "";
    private static DailyTable reference;
    private static Map<VersionId, FeatureRows> expected = Map.of();

    private HdfsCluster hdfs;
    private SparkCluster cluster;
    private SparkSession spark;
    private DailyTable table;

    /** What one JVM with two threads makes of the same source. */
    @BeforeAll
    static void runsInThisJvm(HdfsCluster hdfs, SparkSession spark) throws IOException {
        source = hdfs.freshDirectory() + "/embeddings";
        EMBEDDINGS.write(spark, source, PARTITIONS);
        reference = DailyTable.in(hdfs.freshDirectory(), hdfs.configuration(), source, VERSIONS);
        assertEquals(
                Status.PUBLISHED,
                DailyJob.of(spark, reference.config()).run(DS, Existing.REFUSE).status());
        expected = Map.of(SMALL, reference.rows(spark, SMALL, DS), LARGE, reference.rows(spark, LARGE, DS));
    }

    @BeforeEach
    void makesATable(HdfsCluster hdfs, SparkCluster cluster, SparkSession spark) throws IOException {
        this.hdfs = hdfs;
        this.cluster = cluster;
        this.spark = spark;
        this.table = DailyTable.in(hdfs.freshDirectory(), hdfs.configuration(), source, VERSIONS);
    }

    @AfterEach
    void leavesTheClusterIdle() {
        cluster.awaitIdle(PATIENCE);
    }

    private SparkSubmit command(String... more) {
        String[] arguments = {"run", "--conf", table.configFile(), "--ds", DS.toString()};
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return SparkSubmit.bochner()
                .withMaster(cluster.masterUrl())
                .withConf(hdfs.sparkConf())
                .withConf(TASK_PER_FILE)
                .withArguments(all.toArray(String[]::new));
    }

    private void assertPublishedTheSameBytes() {
        RunRecord run = table.lastRun();
        assertEquals(RunRecord.Status.PUBLISHED, run.status(), run::toString);
        assertEquals(0, run.end().orElseThrow().exitCode());
        assertEquals(Set.of(SMALL, LARGE), table.visible(DS));
        expected.forEach((version, rows) -> {
            table.rows(spark, version, DS).assertSameAs(rows);
            table.assertConsistsOfItsManifestsFiles(version, DS);
            assertEquals(
                    reference.manifest(version, DS).counts(),
                    table.manifest(version, DS).counts());
        });
    }

    @Test
    void publishesTheSameBytesInClientMode() {
        ChildProcess run = command().run(PATIENCE);

        assertEquals(0, run.awaitExit(PATIENCE), run::stderr);
        assertTrue(run.stdout().contains("Published [" + SMALL + "/ds=" + DS), run::stdout);
        assertPublishedTheSameBytes();
        assertEquals(List.of(), table.staging());
    }

    /** Sketches are aggregated by executors, whose Spark knows no class of ours; with the pickier serialiser. */
    @Test
    void auditsASecondDayOnTheExecutors() {
        DailyJob.of(spark, table.config()).run(DS, Existing.REFUSE);
        ChildProcess run = SparkSubmit.bochner()
                .withMaster(cluster.masterUrl())
                .withConf(hdfs.sparkConf())
                .withConf(TASK_PER_FILE)
                .withConf(Map.of("spark.serializer", "org.apache.spark.serializer.KryoSerializer"))
                .withArguments(
                        "run",
                        "--conf",
                        table.configFile(),
                        "--ds",
                        DailyTable.NEXT_DS.toString(),
                        "--set",
                        "audit.enabled=true")
                .run(PATIENCE);

        assertEquals(0, run.awaitExit(PATIENCE), run::stderr);
        assertTrue(run.stdout().contains("The embeddings of the items did not change"), run::stdout);
        assertTrue(run.stdout().contains("every bit agrees"), run::stdout);
    }

    @Test
    void publishesTheSameBytesInClusterMode() {
        String driver = cluster.driverId(command().inClusterMode().run(PATIENCE));

        assertEquals("FINISHED", cluster.awaitDriver(driver, PATIENCE), () -> cluster.driverOutput(driver));
        assertPublishedTheSameBytes();
    }

    @Test
    void aRefusalInClusterModeIsAFailedDriverAndACodeInTheJournal() {
        String driver = cluster.driverId(command("--set", "validation.max-invalid-fraction=0")
                .inClusterMode()
                .run(PATIENCE));

        assertEquals("FAILED", cluster.awaitDriver(driver, PATIENCE));
        RunRecord run = table.lastRun();
        assertEquals(RunRecord.Status.REFUSED, run.status());
        assertEquals(3, run.end().orElseThrow().exitCode());
        String reason = "23 of 40023 rows (0.05747 %) of m=16/seed=42 are quarantined";
        assertTrue(run.end().orElseThrow().message().contains(reason), run::toString);
        assertTrue(cluster.driverOutput(driver).contains(reason), () -> cluster.driverOutput(driver));
        assertEquals(Set.of(), table.visible(DS));
    }

    @Test
    void anExecutorKilledInMidStageCostsNothingButTime() {
        try (ChildProcess run = command().start()) {
            List<ProcessHandle> executors = cluster.awaitExecutors(2, PATIENCE);
            table.awaitAttemptFiles(1, PATIENCE);
            Signal.KILL.sendTo(executors.get(0));

            assertEquals(0, run.awaitExit(PATIENCE), run::stderr);
            assertTrue(run.stderr().contains("ExecutorLostFailure"), run::stderr);
            assertPublishedTheSameBytes();
        }
    }

    /** The frozen task is run a second time elsewhere; when it thaws, its snapshot is published and its staging gone. */
    @Test
    void aTaskThatIsOvertakenBySpeculationLeavesNoTrace() {
        Map<String, String> speculation = new HashMap<>();
        speculation.put("spark.speculation", "true");
        speculation.put("spark.speculation.interval", "50ms");
        speculation.put("spark.speculation.quantile", "0.5");
        speculation.put("spark.speculation.multiplier", "1.01");
        try (ChildProcess run = command().withConf(speculation).start()) {
            List<ProcessHandle> executors = cluster.awaitExecutors(2, PATIENCE);
            table.awaitAttemptFiles(1, PATIENCE);
            ProcessHandle frozen = executors.get(1);
            Signal.STOP.sendTo(frozen);

            // Not until the driver has ended: its end may wait for the frozen executor, for as long as Spark's network
            // timeout.
            assertTrue(Deadline.of(PATIENCE).holds(() -> table.visible(DS).size() == 2), run::stderr);
            Signal.CONT.sendTo(frozen);
            assertEquals(0, run.awaitExit(PATIENCE), run::stderr);
            assertTrue(run.stderr().contains("as speculatable"), run::stderr);
            cluster.awaitIdle(PATIENCE);
            assertPublishedTheSameBytes();
        }
    }

    @Test
    void aDataNodeLostWhileItRunsCostsNothingButTime() throws IOException {
        try (ChildProcess run = command().start()) {
            table.awaitAttemptFiles(1, PATIENCE);
            hdfs.stopDataNode(0);
            try {
                assertTrue(run.isAlive());
                assertEquals(0, run.awaitExit(PATIENCE), run::stderr);
                assertPublishedTheSameBytes();
            } finally {
                hdfs.restartDataNode(0);
            }
        }
    }
}
