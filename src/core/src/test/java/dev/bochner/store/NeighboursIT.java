package dev.bochner.store;

import static dev.bochner.store.TableFixture.A;
import static dev.bochner.store.TableFixture.ABC;
import static dev.bochner.store.TableFixture.DAY_1;
import static dev.bochner.store.TableFixture.DAY_2;
import static dev.bochner.store.TableFixture.each;
import static dev.bochner.store.TableFixture.input;
import static dev.bochner.store.TableFixture.spec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.Publication.Existing;
import dev.bochner.store.Publication.Published;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunRecord.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** Runs beside each other, dead ones, and ones that were only believed to be dead. */
class NeighboursIT {
    private final TableFixture fixture = Hdfs.newTable(Duration.ofSeconds(20));
    private final FeatureTable table = fixture.table;

    /** How a concurrent run ended: its result, or the exception it was told. */
    private record Ending(String content, Object result) {
        boolean conflict() {
            return result instanceof ConflictException;
        }
    }

    private List<Ending> atOnce(List<String> contents, Work work) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(contents.size());
        ExecutorService threads = Executors.newFixedThreadPool(contents.size());
        List<Future<Ending>> futures = new ArrayList<>();
        for (String content : contents) {
            futures.add(threads.submit((Callable<Ending>) () -> {
                try (RunSession run = fixture.begin(Command.RUN, DAY_1)) {
                    return new Ending(content, work.run(run, content, barrier));
                } catch (StoreException e) {
                    return new Ending(content, e);
                }
            }));
        }
        try {
            return results(futures);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Ending> results(List<Future<Ending>> futures) throws InterruptedException, ExecutionException {
        List<Ending> endings = new ArrayList<>();
        for (Future<Ending> future : futures) {
            endings.add(future.get());
        }
        return endings;
    }

    private interface Work {
        Published run(RunSession run, String content, CyclicBarrier barrier) throws Exception;
    }

    private Published publishTogether(RunSession run, String content, CyclicBarrier barrier) throws Exception {
        Publication publication = Publication.of(run, DAY_1, ABC, Existing.REFUSE);
        List<Manifest> manifests = new ArrayList<>();
        ABC.forEach(version -> manifests.add(fixture.stage(run, DAY_1, input(version, content))));
        barrier.await();
        return publication.publish(manifests);
    }

    @Test
    void ofTwoRunsAtOnceOnePublishesAndTheOtherIsTold() throws Exception {
        List<Ending> endings = atOnce(List.of("v1", "v2"), this::publishTogether);
        assertEquals(1, endings.stream().filter(Ending::conflict).count(), endings::toString);
        Ending winner = endings.stream()
                .filter(ending -> !ending.conflict())
                .findFirst()
                .orElseThrow();
        assertEquals(each(ABC, DAY_1, winner.content()), fixture.visible());
        assertEquals(List.of(), fixture.names("_staging"));
    }

    @Test
    void ofTwoRunsAtOnceWithTheSameInputOneFindsItPublished() throws Exception {
        List<Ending> endings = atOnce(List.of("v1", "v1"), this::publishTogether);
        List<Integer> counts = endings.stream()
                .map(ending -> ((Published) ending.result()).published().size())
                .sorted()
                .toList();
        assertEquals(List.of(0, 3), counts);
        assertEquals(each(ABC, DAY_1, "v1"), fixture.visible());
    }

    @Test
    void ofTwoFirstRunsWithDifferentSpecsOneFixesTheSpec() throws Exception {
        List<Ending> endings = atOnce(List.of("1.0", "2.0"), (run, sigma, barrier) -> {
            Publication publication = Publication.of(run, DAY_1, List.of(A), Existing.REFUSE);
            Manifest manifest = fixture.stage(run, DAY_1, input(spec(A, sigma), "v1"));
            barrier.await();
            return publication.publish(List.of(manifest));
        });
        Ending loser = endings.stream().filter(Ending::conflict).findFirst().orElseThrow();
        Ending winner = endings.stream()
                .filter(ending -> !ending.conflict())
                .findFirst()
                .orElseThrow();
        assertTrue(
                ((Exception) loser.result()).getMessage().contains("has another spec: sigma is " + winner.content()));
        assertEquals(spec(A, winner.content()), table.spec(A).orElseThrow());
    }

    @Test
    void ofTwoSpecsCreatedAtOnceTheSecondIsTold() {
        RunSession[] slow = new RunSession[1];
        StepListener overtaken = new StepListener() {
            @Override
            public void before(String step) {
                if (step.equals("spec")) {
                    table.files().makeDirectories(table.specPath(A).getParent());
                    table.files().write(table.specPath(A), ManifestJson.bytes(spec(A, "2.0")));
                }
            }
        };
        slow[0] = fixture.open(Command.RUN, DAY_1, overtaken);
        ConflictException e = assertThrows(
                ConflictException.class, () -> fixture.publish(slow[0], DAY_1, "v1", List.of(A), Existing.REFUSE));
        slow[0].close();
        assertTrue(
                e.getMessage()
                        .endsWith(
                                "has another spec: sigma is 2.0 there and 1.0 here. A version never changes: nothing of "
                                        + "it is published yet, so delete " + table.specPath(A)
                                        + " if it was a mistake"),
                e.getMessage());
        assertEquals(Map.of(), fixture.visible());
    }

    @Test
    void cleaningLeavesALiveNeighbourAlone() {
        try (RunSession live = fixture.begin(Command.RUN, DAY_1)) {
            Publication publication = Publication.of(live, DAY_1, List.of(A), Existing.REFUSE);
            Manifest manifest = fixture.stage(live, DAY_1, input(A, "v1"));
            fixture.publish(DAY_2, "v2", List.of(A));
            fixture.begin(Command.EXPIRE, DAY_1).close();
            assertEquals(List.of(live.runId().text()), fixture.names("_staging"));
            publication.publish(List.of(manifest));
        }
        assertEquals(2, fixture.visible().size());
    }

    @Test
    void aRerunRightAfterADeathInThePublicationWaitsAndThenFinishesIt() {
        TableFixture quick = new TableFixture(table.root(), Hdfs.configuration(), Duration.ofSeconds(2));
        RunSession dying = quick.open(Command.RUN, DAY_1, crashAfter("rename-1"));
        assertThrows(Crash.class, () -> quick.publish(dying, DAY_1, "v1", ABC, Existing.REFUSE));
        dying.vanish();
        Published rerun = quick.publish(DAY_1, "v1", ABC);
        assertEquals(List.of(), rerun.published());
        assertEquals(each(ABC, DAY_1, "v1"), quick.visible());
        assertEquals(Status.PUBLISHED, quick.status(dying.runId()));
        assertTrue(quick.message(dying.runId()).startsWith("Died while it published, and was rolled forward; by run "));
    }

    @Test
    void whatBrokeOffInThePublicationIsSettledWithoutWaiting() {
        RunSession broken = fixture.open(Command.RUN, DAY_1, new StepListener() {
            @Override
            public void after(String step) {
                if (step.equals("rename-0")) {
                    throw new StoreException("the network is gone");
                }
            }
        });
        assertThrows(StoreException.class, () -> fixture.publish(broken, DAY_1, "v1", ABC, Existing.REFUSE));
        broken.failed(1, "the network is gone");
        broken.close();
        assertEquals(Status.PUBLISHING, fixture.status(broken.runId()));
        fixture.begin(Command.EXPIRE, DAY_1).close();
        assertEquals(each(ABC, DAY_1, "v1"), fixture.visible());
    }

    @Test
    void aDriverThatOnlySleptCanDoNoHarmWhenItWakes() {
        for (String asleepBefore : List.of("claim", "intents", "rename-0", "rename-1", "rename-3", "close")) {
            TableFixture quick = Hdfs.newTable(Duration.ofSeconds(20));
            quick.publish(DAY_1, "old", ABC);
            RunSession[] sleeper = new RunSession[1];
            sleeper[0] = quick.open(Command.RUN, DAY_1, new StepListener() {
                @Override
                public void before(String step) {
                    if (step.equals(asleepBefore)) {
                        sleeper[0].vanish(); // No heartbeat any more, but the driver goes on afterwards.
                        quick.outlive();
                        quick.begin(Command.EXPIRE, DAY_1).close();
                    }
                }
            });
            LostStagingException e = assertThrows(
                    LostStagingException.class,
                    () -> quick.publish(sleeper[0], DAY_1, "new", ABC, Existing.REPLACE),
                    asleepBefore);
            assertTrue(e.getMessage().startsWith("Run " + sleeper[0].runId() + " lost its staging"), e.getMessage());
            sleeper[0].close();
            boolean forward = List.of("rename-1", "rename-3", "close").contains(asleepBefore);
            assertEquals(each(ABC, DAY_1, forward ? "new" : "old"), quick.visible(), asleepBefore);
            assertTrue(quick.status(sleeper[0].runId()).closed());
            assertEquals(List.of(), quick.names("_staging"));
        }
    }

    @Test
    void aTaskThatWritesAfterThePublicationIsNeverSeenAndIsCleanedLater() {
        TableFixture quick = Hdfs.newTable(Duration.ofSeconds(20));
        RunSession run = quick.begin(Command.RUN, DAY_1);
        quick.publish(run, DAY_1, "v1", List.of(A), Existing.REFUSE);
        run.close();
        Path zombie = new Path(run.staging().attempts(), "part-9.parquet");
        quick.table.files().makeDirectories(zombie.getParent());
        quick.table.files().write(zombie, new byte[9]);
        quick.begin(Command.EXPIRE, DAY_1).close();
        assertTrue(quick.table.files().exists(zombie), "not stale yet");
        quick.outlive();
        quick.begin(Command.EXPIRE, DAY_1).close();
        assertFalse(quick.table.files().exists(zombie));
        assertEquals(each(List.of(A), DAY_1, "v1"), quick.visible());
        assertEquals(Status.PUBLISHED, quick.status(run.runId()));
    }

    @Test
    void aLostReplyIsSuccess() {
        RunSession run = fixture.open(Command.RUN, DAY_1, new StepListener() {
            @Override
            public void before(String step) {
                if (step.equals("rename-0")) {
                    String run = table.runs().get(0).text();
                    table.files()
                            .rename(
                                    table.resolve("_staging/" + run + "/snapshot/" + A),
                                    table.path(new Snapshot(A, DAY_1)));
                }
            }
        });
        Published published = fixture.publish(run, DAY_1, "v1", ABC, Existing.REFUSE);
        run.close();
        assertEquals(3, published.published().size());
        assertEquals(each(ABC, DAY_1, "v1"), fixture.visible());
    }

    @Test
    void deadRunsAreSettledOnceByTwoAtOnce() throws Exception {
        TableFixture quick = new TableFixture(table.root(), Hdfs.configuration(), Duration.ofSeconds(20));
        RunSession dying = quick.open(Command.RUN, DAY_2, crashAfter("rename-1"));
        assertThrows(Crash.class, () -> quick.publish(dying, DAY_2, "v0", ABC, Existing.REFUSE));
        dying.vanish();
        quick.outlive();
        CyclicBarrier barrier = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Callable<RunId> begin = () -> {
            barrier.await();
            try (RunSession run = quick.begin(Command.EXPIRE, DAY_1)) {
                return run.runId();
            }
        };
        Future<RunId> one = threads.submit(begin);
        Future<RunId> other = threads.submit(begin);
        one.get();
        other.get();
        threads.shutdownNow();
        assertEquals(each(ABC, DAY_2, "v0"), quick.visible());
        assertEquals(Status.PUBLISHED, quick.status(dying.runId()));
        assertEquals(List.of(), quick.names("_staging"));
    }

    @Test
    void aDeadReplacementThatCannotBeFinishedIsUndone() {
        TableFixture quick = Hdfs.newTable(Duration.ofSeconds(20));
        quick.publish(DAY_1, "old", ABC);
        RunSession dying = quick.open(Command.RUN, DAY_1, crashAfter("rename-2"));
        assertThrows(Crash.class, () -> quick.publish(dying, DAY_1, "new", ABC, Existing.REPLACE));
        dying.vanish();
        // Replaced were A, and B half: its old snapshot is out of sight. Its staged one is lost.
        quick.table.files().delete(dying.staging().snapshot(ABC.get(1)));
        quick.outlive();
        quick.begin(Command.EXPIRE, DAY_1).close();
        assertEquals(each(ABC, DAY_1, "old"), quick.visible());
        assertEquals(Status.ROLLED_BACK, quick.status(dying.runId()));
        assertTrue(quick.message(dying.runId()).startsWith("Died while it published, and was undone: _staging/"));
        assertEquals(List.of(), quick.names("_replaced"));
        assertEquals(each(ABC, DAY_1, "new"), publishAgain(quick));
    }

    private static Map<Snapshot, String> publishAgain(TableFixture quick) {
        quick.publish(DAY_1, "new", ABC, Existing.REPLACE);
        return quick.visible();
    }

    private static StepListener crashAfter(String point) {
        return new StepListener() {
            @Override
            public void after(String step) {
                if (step.equals(point)) {
                    throw Crash.of(point);
                }
            }
        };
    }
}
