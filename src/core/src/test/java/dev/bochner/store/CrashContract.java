package dev.bochner.store;

import static dev.bochner.store.TableFixture.DAY_2;
import static dev.bochner.store.TableFixture.DAY_3;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.RunRecord.Command;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Stops each command at every point between its steps, and the recovery from it at every point too; then asserts that the
 * next command finds all or nothing done and leaves nothing behind.
 */
abstract class CrashContract {
    /** What leaves the former snapshots behind. */
    private static final Set<CrashScenario> KEEPING =
            EnumSet.of(CrashScenario.REPLACE, CrashScenario.ROLLBACK, CrashScenario.REPLACE_WITH_STATE);

    private final CrashDrill drill = new CrashDrill(this::emptyTable, this::covers);

    /** An empty table. */
    abstract TableFixture emptyTable();

    /** Whether to stop at a point: not before a step that nothing separates from the one before. */
    boolean covers(String point) {
        return !point.equals("before close") && !point.matches("before rename-[1-9]");
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aPublicationIsAllOrNothing() {
        return atEveryPoint(CrashScenario.PUBLISH);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aReplacementIsAllOrNothing() {
        return atEveryPoint(CrashScenario.REPLACE);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aRollbackIsAllOrNothing() {
        return atEveryPoint(CrashScenario.ROLLBACK);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> anExpiryIsAllOrNothing() {
        return atEveryPoint(CrashScenario.EXPIRY);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aPublicationWithAStateIsAllOrNothing() {
        return atEveryPoint(CrashScenario.PUBLISH_WITH_STATE);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aReplacementWithAStateIsAllOrNothing() {
        return atEveryPoint(CrashScenario.REPLACE_WITH_STATE);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> anExpiryOfStatesIsAllOrNothing() {
        return atEveryPoint(CrashScenario.EXPIRY_WITH_STATES);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> recoveryOfAPublicationWithAStateMayCrashToo() {
        return atEveryPointOfRecovery(CrashScenario.PUBLISH_WITH_STATE);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> recoveryOfAPublicationMayCrashToo() {
        return atEveryPointOfRecovery(CrashScenario.PUBLISH);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> recoveryOfAReplacementMayCrashToo() {
        return atEveryPointOfRecovery(CrashScenario.REPLACE);
    }

    private Stream<DynamicTest> atEveryPoint(CrashScenario scenario) {
        return drill.each(points(scenario), 0, index -> {
            TableFixture fixture = drill.prepared(scenario);
            CrashScenario.Sight before = CrashScenario.Sight.of(fixture);
            RunId crashed = CrashDrill.crash(fixture, scenario, index);
            CrashScenario.Sight seen = CrashScenario.Sight.of(fixture);
            fixture.outlive();
            fixture.begin(Command.EXPIRE, DAY_3).close();
            assertSettled(fixture, crashed, scenario, new Sights(before, seen));
        });
    }

    private Stream<DynamicTest> atEveryPointOfRecovery(CrashScenario scenario) {
        List<String> points = points(scenario);
        // With a state, the first rename is the one that nobody sees who looks for snapshots.
        String halfWay = scenario.states().isEmpty() ? "after rename-1" : "after rename-0";
        return Stream.of("after intents", halfWay, "before remove")
                .flatMap(point -> recoveryAfter(scenario, points.indexOf(point), point));
    }

    private Stream<DynamicTest> recoveryAfter(CrashScenario scenario, int first, String point) {
        return drill.each(drill.recoveryPoints(scenario, first), 0, index -> {
                    TableFixture fixture = drill.prepared(scenario);
                    CrashScenario.Sight before = CrashScenario.Sight.of(fixture);
                    RunId crashed = CrashDrill.crash(fixture, scenario, first);
                    CrashScenario.Sight seen = CrashScenario.Sight.of(fixture);
                    fixture.outlive();
                    CrashDrill.crashWhileSettling(fixture, Crash.at(index));
                    fixture.outlive();
                    fixture.begin(Command.EXPIRE, DAY_3).close();
                    assertSettled(fixture, crashed, scenario, new Sights(before, seen));
                })
                .map(test -> DynamicTest.dynamicTest(point + ", then " + test.getDisplayName(), test.getExecutable()));
    }

    /** What readers saw before the command, and when it had crashed. */
    private record Sights(CrashScenario.Sight before, CrashScenario.Sight crashed) {}

    private void assertSettled(TableFixture fixture, RunId crashed, CrashScenario scenario, Sights seen) {
        boolean done = !seen.crashed().equals(seen.before());
        assertOldOrNew(seen, scenario.outcome());
        assertEquals(done ? scenario.sightAfterwards() : seen.before(), CrashScenario.Sight.of(fixture));
        assertEquals(List.of(), fixture.names("_staging"));
        for (RunId run : fixture.table.runs()) {
            assertTrue(fixture.status(run).closed(), () -> run + " is " + fixture.status(run));
        }
        assertEquals(
                done, Set.of(RunRecord.Status.PUBLISHED, RunRecord.Status.DONE).contains(fixture.status(crashed)));
        if (KEEPING.contains(scenario)) {
            assertEquals(done, fixture.names("_replaced").contains(crashed.text()));
        }
        assertRerunSucceeds(fixture, scenario);
    }

    /** Each snapshot as a reader found it at the crash is the old or the new one, or in the gap of a replacement. */
    private static void assertOldOrNew(Sights seen, Map<Snapshot, String> outcome) {
        Map<Snapshot, String> before = seen.before().snapshots();
        Set<Snapshot> all = new HashSet<>(before.keySet());
        all.addAll(outcome.keySet());
        for (Snapshot snapshot : all) {
            Set<String> allowed = new HashSet<>();
            allowed.add(String.valueOf(before.get(snapshot)));
            allowed.add(String.valueOf(outcome.get(snapshot)));
            allowed.add("null");
            assertTrue(
                    allowed.contains(String.valueOf(seen.crashed().snapshots().get(snapshot))));
        }
    }

    private void assertRerunSucceeds(TableFixture fixture, CrashScenario scenario) {
        if (scenario.command() == Command.RUN) {
            RunSession session = fixture.begin(scenario.command(), DAY_2);
            scenario.work(fixture, session);
            session.close();
            assertEquals(scenario.sightAfterwards(), CrashScenario.Sight.of(fixture));
        }
    }

    private List<String> points(CrashScenario scenario) {
        TableFixture fixture = drill.prepared(scenario);
        Crash.Recorder recorder = new Crash.Recorder();
        try (RunSession session = fixture.open(scenario.command(), DAY_2, recorder)) {
            scenario.work(fixture, session);
        }
        assertEquals(scenario.sightAfterwards(), CrashScenario.Sight.of(fixture));
        assertTrue(recorder.points.contains("after rename-2"), recorder.points::toString);
        return recorder.points;
    }
}
