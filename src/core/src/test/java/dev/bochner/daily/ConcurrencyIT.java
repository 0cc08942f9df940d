package dev.bochner.daily;

import static dev.bochner.daily.DailyTable.DS;
import static dev.bochner.daily.DailyTable.NEXT_DS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.daily.DailyResult.Status;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.ConflictException;
import dev.bochner.store.Publication.Existing;
import dev.bochner.store.RunRecord;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StagingTimes;
import dev.bochner.store.StepListener;
import dev.bochner.store.VersionId;
import dev.bochner.testkit.EmbeddingTable;
import dev.bochner.testkit.Fixtures;
import dev.bochner.testkit.HdfsCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Daily jobs beside each other on one table on HDFS, each with a SparkSession of its own. */
@ExtendWith(Fixtures.class)
class ConcurrencyIT {
    private static final VersionId VERSION = new VersionId(16, 42);
    private static final long TIMEOUT_MILLIS = 2000;
    private static final String[] SETTINGS = {
        "features { dim = 24, versions = [{m = 16, seed = \"42\"}] }",
        "store { heartbeat-interval = 300 ms, heartbeat-timeout = " + TIMEOUT_MILLIS + " ms }"
    };
    private static final EmbeddingTable EMBEDDINGS = EmbeddingTable.of(200, 24, 1);
    private static final EmbeddingTable OTHERS = EmbeddingTable.of(200, 24, 2);

    private static String source = "";
    private static String otherSource = "";

    private SparkSession spark;
    private DailyTable table;

    @BeforeAll
    static void writesSources(HdfsCluster hdfs, SparkSession spark) throws IOException {
        String directory = hdfs.freshDirectory().toString();
        source = directory + "/embeddings";
        otherSource = directory + "/others";
        EMBEDDINGS.write(spark, source, 2);
        OTHERS.write(spark, otherSource, 2);
    }

    @BeforeEach
    void makesATable(HdfsCluster hdfs, SparkSession spark) throws IOException {
        this.spark = spark;
        this.table = DailyTable.in(hdfs.freshDirectory(), hdfs.configuration(), source, SETTINGS);
    }

    private DailyResult run(LocalDate ds, StepListener listener, String... overrides) {
        return DailyJob.of(spark.newSession(), table.config(overrides))
                .listenedToBy(listener)
                .run(ds, Existing.REFUSE);
    }

    /** How a run ended: its status, or the conflict it was told. */
    private record Ending(String overrides, String outcome) {
        static Ending of(String overrides, Callable<DailyResult> run) throws Exception {
            try {
                return new Ending(overrides, run.call().status().name());
            } catch (ConflictException e) {
                return new Ending(overrides, String.valueOf(e.getMessage()));
            }
        }

        boolean published() {
            return outcome.equals(Status.PUBLISHED.name());
        }
    }

    /** Two runs of one date, which have both staged before either publishes; the one that published comes first. */
    private List<Ending> atOnce(String one, String other) throws Exception {
        CyclicBarrier bothStaged = new CyclicBarrier(2);
        StepListener meeting = before("claim", () -> meet(bothStaged));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Ending> first = threads.submit(() -> Ending.of(one, () -> run(DS, meeting, one)));
            Future<Ending> second = threads.submit(() -> Ending.of(other, () -> run(DS, meeting, other)));
            Ending a = first.get(2, TimeUnit.MINUTES);
            Ending b = second.get(2, TimeUnit.MINUTES);
            return a.published() ? List.of(a, b) : List.of(b, a);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("The other run did not come so far", e);
        }
    }

    private static StepListener before(String awaited, Runnable action) {
        return new StepListener() {
            @Override
            public void before(String step) {
                if (step.equals(awaited)) {
                    action.run();
                }
            }
        };
    }

    private void assertPublished(LocalDate ds, EmbeddingTable embeddings, double sigma) {
        FeatureSpec spec = FeatureSpec.gaussian(24, VERSION.m(), VERSION.seed(), sigma, Normalisation.L2);
        DailyTable.assertBits(spec, embeddings, table.rows(spark, VERSION, ds));
        table.assertConsistsOfItsManifestsFiles(VERSION, ds);
    }

    @Test
    void ofTwoRunsWithTheSameInputOnePublishesAndTheOtherFindsItPublished() throws Exception {
        List<Ending> endings = atOnce("source.path=" + source, "source.path=" + source);

        assertTrue(endings.get(0).published(), endings::toString);
        assertEquals(Status.ALREADY_PUBLISHED.name(), endings.get(1).outcome());
        assertEquals(
                Set.of(RunRecord.Status.PUBLISHED, RunRecord.Status.ALREADY_PUBLISHED),
                Set.of(table.runs().get(0).status(), table.runs().get(1).status()));
        assertPublished(DS, EMBEDDINGS, 1.0);
        assertEquals(List.of(), table.staging());
    }

    @Test
    void ofTwoRunsWithDifferentInputOnePublishesAndTheOtherIsToldOfTheConflict() throws Exception {
        List<Ending> endings = atOnce("source.path=" + source, "source.path=" + otherSource);

        assertTrue(endings.get(0).published(), endings::toString);
        String told = endings.get(1).outcome();
        assertTrue(told.contains("is already published by run "), told);
        assertTrue(told.contains(" from other input than that of run "), told);
        String content =
                table.manifest(VERSION, DS).input().source().fingerprint().toString();
        assertTrue(told.contains("the source's content is " + content + " there and files-v1:"), told);
        assertTrue(told.endsWith("run with --replace"), told);
        boolean first = endings.get(0).overrides().endsWith(source);
        assertPublished(DS, first ? EMBEDDINGS : OTHERS, 1.0);
        assertEquals(4, loser().end().orElseThrow().exitCode());
        assertEquals(List.of(), table.staging());
    }

    @Test
    void ofTwoFirstRunsWithDifferentSpecsOneWinsAndTheOtherIsToldTheDifference() throws Exception {
        List<Ending> endings = atOnce("features.sigma=1.0", "features.sigma=2.0");

        assertTrue(endings.get(0).published(), endings::toString);
        double winner = endings.get(0).overrides().endsWith("1.0") ? 1.0 : 2.0;
        String told = endings.get(1).outcome();
        assertTrue(
                told.contains("has another spec: sigma is " + winner + " there and " + (3.0 - winner) + " here"), told);
        assertEquals(
                Double.toString(winner),
                table.table().spec(VERSION).orElseThrow().identity().get("sigma"));
        assertPublished(DS, EMBEDDINGS, winner);
        assertEquals(4, loser().end().orElseThrow().exitCode());
        assertEquals(List.of(), table.staging());
    }

    private RunRecord loser() {
        return table.runs().stream()
                .filter(run -> run.status() != RunRecord.Status.PUBLISHED)
                .findFirst()
                .orElseThrow();
    }

    /** The run beside it cleans what is dead; this one has staged, and lives longer than the timeout without a step. */
    @Test
    void cleaningLeavesALiveRunAlone() {
        DailyResult result = run(DS, before("claim", () -> {
            outlive();
            assertEquals(Status.PUBLISHED, run(NEXT_DS, StepListener.NONE).status());
            assertEquals(List.of(table.runs().get(0).runId().text()), table.staging());
        }));

        assertEquals(Status.PUBLISHED, result.status());
        assertPublished(DS, EMBEDDINGS, 1.0);
        assertPublished(NEXT_DS, EMBEDDINGS, 1.0);
        assertEquals(List.of(), table.staging());
    }

    /** Such a file is complete: what an executor leaves that is lost after its commit, or that was only thought lost. */
    @Test
    void aLateAttemptIsNeverVisibleAndIsCleanedWhenItIsOld() throws IOException {
        run(NEXT_DS, StepListener.NONE);
        Path complete = new Path(
                table.table().path(new Snapshot(VERSION, NEXT_DS)),
                table.manifest(VERSION, NEXT_DS).files().get(0).name());

        DailyResult result = run(
                DS, before("claim", () -> addAttempt(complete, table.staging().get(0))));
        assertPublished(DS, EMBEDDINGS, 1.0);
        assertEquals(List.of(), table.staging());

        addAttempt(complete, result.runId());
        assertPublished(DS, EMBEDDINGS, 1.0);
        StagingTimes.age(
                table.root(), spark.sparkContext().hadoopConfiguration(), Duration.ofMillis(TIMEOUT_MILLIS + 200));
        run(DS.minusDays(1), StepListener.NONE);
        assertEquals(List.of(), table.staging());
        assertPublished(DS, EMBEDDINGS, 1.0);
        assertFalse(table.runs().stream().anyMatch(run -> run.status() != RunRecord.Status.PUBLISHED));
    }

    private void addAttempt(Path complete, String runId) {
        Path attempt = new Path(table.root(), "_staging/" + runId + "/attempts/" + VERSION + "/part-00000-999.parquet");
        try {
            FileSystem hdfs = complete.getFileSystem(spark.sparkContext().hadoopConfiguration());
            assertTrue(FileUtil.copy(hdfs, complete, hdfs, attempt, false, hdfs.getConf()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits: the run that is alive has to renew its heartbeat meanwhile. */
    private static void outlive() {
        try {
            Thread.sleep(TIMEOUT_MILLIS + 200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
