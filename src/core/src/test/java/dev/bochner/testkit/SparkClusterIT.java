package dev.bochner.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.process.ChildProcess;
import dev.bochner.testkit.process.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Fixtures.class)
final class SparkClusterIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path temp;

    @AfterEach
    void leavesTheClusterIdle(SparkCluster cluster) {
        cluster.awaitIdle(PATIENCE);
    }

    @Test
    void finishesAStageAlthoughAnExecutorIsKilled(SparkCluster cluster) throws IOException {
        Path go = temp.resolve("go");
        try (ChildProcess run = command(cluster, "slow-sum", go.toString()).start()) {
            List<ProcessHandle> executors = cluster.awaitExecutors(2, PATIENCE);
            awaitFile("waiting-0");
            awaitFile("waiting-50");
            executors.get(0).destroyForcibly();
            Files.createFile(go);
            assertEquals(0, run.awaitExit(PATIENCE), run::stderr);
            assertTrue(run.stdout().contains("sum is 4950"), run::stdout);
        }
    }

    @Test
    void freesTheExecutorsOfAKilledDriver(SparkCluster cluster) {
        ChildProcess run =
                command(cluster, "slow-sum", temp.resolve("never").toString()).start();
        cluster.awaitExecutors(2, PATIENCE);
        run.kill();
        cluster.awaitIdle(PATIENCE);
        assertEquals(List.of(), cluster.executors());
    }

    @Test
    void runsTheDriverOnAWorkerInClusterMode(SparkCluster cluster) throws Exception {
        ChildProcess submission =
                command(cluster, "sum", "none").inClusterMode().run(PATIENCE);
        assertEquals(0, submission.awaitExit(PATIENCE), submission::stderr);
        String driver = cluster.driverId(submission);
        assertEquals("FINISHED", cluster.awaitDriver(driver, PATIENCE));
        assertTrue(cluster.driverOutput(driver).contains("sum is 4950"), () -> cluster.driverOutput(driver));
    }

    @Test
    void tellsThatADriverFailedInClusterMode(SparkCluster cluster) {
        ChildProcess submission = command(cluster, "exit", "3").inClusterMode().run(PATIENCE);
        assertEquals("FAILED", cluster.awaitDriver(cluster.driverId(submission), PATIENCE));
    }

    private void awaitFile(String name) {
        assertTrue(Deadline.of(PATIENCE).holds(() -> Files.exists(temp.resolve(name))), name);
    }

    private SparkSubmit command(SparkCluster cluster, String... arguments) {
        return SparkSubmit.of(TestJar.of(temp.resolve("app.jar"), TestApp.class), TestApp.class.getName())
                .withMaster(cluster.masterUrl())
                .withArguments(arguments);
    }
}
