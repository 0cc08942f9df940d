package dev.bochner.store;

import static dev.bochner.store.TableFixture.AB;
import static dev.bochner.store.TableFixture.ABC;
import static dev.bochner.store.TableFixture.B;
import static dev.bochner.store.TableFixture.DAY_2;
import static dev.bochner.store.TableFixture.DAY_3;
import static dev.bochner.store.TableFixture.each;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.Publication.Existing;
import dev.bochner.store.RunRecord.Command;
import dev.bochner.store.RunRecord.Status;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Stops a run that holds what the audit refused, one that accepts it, and the recovery from each, at every point between
 * their steps. Whatever happens, a refused snapshot that was once marked is either published or can still be accepted.
 */
abstract class RefusalCrashContract {
    private static final Map<Snapshot, String> ACCEPTED = each(ABC, DAY_2, "new");

    private final CrashDrill drill = new CrashDrill(this::emptyTable, this::covers);

    /** An empty table. */
    abstract TableFixture emptyTable();

    /** Whether to stop at a point: not before a step that nothing separates from the one before. */
    boolean covers(String point) {
        return !point.equals("before close") && !point.matches("before (rename|inscribe)-?[1-9]?");
    }

    private enum Scenario implements CrashDrill.Work {
        HOLD("before hold") {
            @Override
            public void prepare(TableFixture fixture) {}

            @Override
            public void work(TableFixture fixture, RunSession session) {
                fixture.hold(session, DAY_2, "new", ABC);
            }
        },
        HOLD_WITH_STATE("before hold") {
            @Override
            public void prepare(TableFixture fixture) {}

            @Override
            public void work(TableFixture fixture, RunSession session) {
                new StateFixture(fixture).hold(session, DAY_2, "new", ABC);
            }
        },
        ACCEPT_WITH_STATE("before adopt") {
            @Override
            public void prepare(TableFixture fixture) {
                new StateFixture(fixture).hold(DAY_2, "new", ABC);
            }

            @Override
            public void work(TableFixture fixture, RunSession session) {
                Acceptance.of(session, DAY_2).publish("crashing", "ada", Existing.REFUSE);
            }
        },
        ACCEPT("before adopt") {
            @Override
            public void prepare(TableFixture fixture) {
                fixture.hold(DAY_2, "new", ABC);
            }

            @Override
            public void work(TableFixture fixture, RunSession session) {
                Acceptance.of(session, DAY_2).publish("crashing", "ada", Existing.REFUSE);
            }
        },
        ACCEPT_AND_REPLACE("after intents") {
            @Override
            public void prepare(TableFixture fixture) {
                fixture.publish(DAY_2, "old", AB);
                fixture.hold(DAY_2, "new", ABC);
            }

            @Override
            public void work(TableFixture fixture, RunSession session) {
                Acceptance.of(session, DAY_2).publish("crashing", "ada", Existing.REPLACE);
            }
        },
        CONFLICT("after claim") {
            @Override
            public void prepare(TableFixture fixture) {
                fixture.publish(DAY_2, "old", List.of(B));
                fixture.hold(DAY_2, "new", ABC);
            }

            @Override
            public void work(TableFixture fixture, RunSession session) {
                try {
                    Acceptance.of(session, DAY_2).publish("crashing", "ada", Existing.REFUSE);
                } catch (ConflictException expected) {
                    assertEquals(Status.FAILED, fixture.status(session.runId()));
                }
            }
        };

        /** Before this it does nothing that another scenario does not. */
        final String first;

        Scenario(String first) {
            this.first = first;
        }

        @Override
        public Command command() {
            return Command.RUN;
        }

        boolean holds() {
            return this == HOLD || this == HOLD_WITH_STATE;
        }

        /** The states that there are once it is accepted. */
        Set<String> states() {
            return this == HOLD_WITH_STATE || this == ACCEPT_WITH_STATE ? Set.of(DAY_2 + " new") : Set.of();
        }
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> whatWasMarkedIsKept() {
        return atEveryPoint(Scenario.HOLD);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> anAcceptanceIsAllOrCanBeRepeated() {
        return atEveryPoint(Scenario.ACCEPT);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> anAcceptanceThatReplacesIsAllOrCanBeRepeated() {
        return atEveryPoint(Scenario.ACCEPT_AND_REPLACE);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> anAcceptanceInConflictCanBeRepeated() {
        return atEveryPoint(Scenario.CONFLICT);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aStateIsKeptWithTheSnapshots() {
        return atEveryPoint(Scenario.HOLD_WITH_STATE);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aStateIsAcceptedWithTheSnapshotsOrNeither() {
        return atEveryPoint(Scenario.ACCEPT_WITH_STATE);
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> recoveryOfAnAcceptanceWithAStateMayCrashToo() {
        return Stream.of("after intents", "after rename-0", "before remove")
                .flatMap(point -> recoveryAfter(Scenario.ACCEPT_WITH_STATE, point));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> recoveryOfAHoldMayCrashToo() {
        return recoveryAfter(Scenario.HOLD, "after hold");
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> recoveryOfAnAcceptanceMayCrashToo() {
        return Stream.of("after adopt", "after intents", "after rename-1", "before remove")
                .flatMap(point -> recoveryAfter(Scenario.ACCEPT, point));
    }

    private Stream<DynamicTest> atEveryPoint(Scenario scenario) {
        List<String> points = points(scenario);
        int first = points.indexOf(scenario.first);
        return drill.each(points, first, index -> {
            TableFixture fixture = drill.prepared(scenario);
            Map<Snapshot, String> before = fixture.visible();
            RunId crashed = CrashDrill.crash(fixture, scenario, index);
            boolean moved = !fixture.visible().equals(before) || anyState(fixture);
            fixture.outlive();
            fixture.begin(Command.EXPIRE, DAY_3).close();
            boolean lost = scenario.holds() && index < points.indexOf("after hold");
            assertSettled(fixture, crashed, scenario, lost ? Fate.LOST : moved ? Fate.PUBLISHED : Fate.KEPT);
        });
    }

    private static boolean anyState(TableFixture fixture) {
        return !new StateFixture(fixture).visible().isEmpty();
    }

    private Stream<DynamicTest> recoveryAfter(Scenario scenario, String point) {
        int first = points(scenario).indexOf(point);
        return drill.each(drill.recoveryPoints(scenario, first), 0, index -> {
                    TableFixture fixture = drill.prepared(scenario);
                    RunId crashed = CrashDrill.crash(fixture, scenario, first);
                    boolean moved = !fixture.visible().isEmpty() || anyState(fixture);
                    fixture.outlive();
                    CrashDrill.crashWhileSettling(fixture, Crash.at(index));
                    fixture.outlive();
                    fixture.begin(Command.EXPIRE, DAY_3).close();
                    assertSettled(fixture, crashed, scenario, moved ? Fate.PUBLISHED : Fate.KEPT);
                })
                .map(test -> DynamicTest.dynamicTest(point + ", then " + test.getDisplayName(), test.getExecutable()));
    }

    /** What became of the refused snapshots once the crash is settled. */
    private enum Fate {
        LOST,
        KEPT,
        PUBLISHED
    }

    private static void assertSettled(TableFixture fixture, RunId crashed, Scenario scenario, Fate fate) {
        for (RunId run : fixture.table.runs()) {
            assertTrue(fixture.status(run).closed(), () -> run + " is " + fixture.status(run));
        }
        if (fate == Fate.LOST) {
            assertEquals(Map.of(), fixture.visible());
            assertEquals(Status.FAILED, fixture.status(crashed));
        } else if (fate == Fate.KEPT) {
            assertEquals(1, fixture.names("_staging").size());
            fixture.accept(DAY_2, Existing.REPLACE);
            assertEquals(ACCEPTED, fixture.visible());
        } else {
            assertEquals(ACCEPTED, fixture.visible());
            assertEquals(Status.PUBLISHED, fixture.status(crashed));
        }
        assertEquals(fate == Fate.LOST ? Set.of() : scenario.states(), new StateFixture(fixture).visible());
        assertEquals(List.of(), fixture.names("_staging"));
    }

    private List<String> points(Scenario scenario) {
        TableFixture fixture = drill.prepared(scenario);
        Crash.Recorder recorder = new Crash.Recorder();
        try (RunSession session = fixture.open(Command.RUN, DAY_2, recorder)) {
            scenario.work(fixture, session);
        }
        return recorder.points;
    }
}
