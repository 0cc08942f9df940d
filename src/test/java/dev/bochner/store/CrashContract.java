package dev.bochner.store;

import static dev.bochner.store.TableFixture.A;
import static dev.bochner.store.TableFixture.ABC;
import static dev.bochner.store.TableFixture.B;
import static dev.bochner.store.TableFixture.DAY_1;
import static dev.bochner.store.TableFixture.DAY_2;
import static dev.bochner.store.TableFixture.DAY_3;
import static dev.bochner.store.TableFixture.each;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.Publication.Existing;
import dev.bochner.store.RunRecord.Command;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Stops each command at every point between its steps, and the recovery from it at every point too; then asserts that the
 * next command finds all or nothing done and leaves nothing behind.
 */
abstract class CrashContract {
    private static final List<VersionId> AB = List.of(A, B);

    /** An empty table. */
    abstract TableFixture emptyTable();

    /** Whether to stop at a point: not before a step that nothing separates from the one before. */
    boolean covers(String point) {
        return !point.equals("before close") && !point.matches("before rename-[1-9]");
    }

    /** What crashes: how the table is made ready, what is done to it in one session, and what comes of it. */
    private enum Scenario {
        PUBLISH(Command.RUN) {
            @Override
            Map<Snapshot, String> outcome() {
                return both(each(List.of(B), DAY_1, "first"), each(ABC, DAY_2, "new"));
            }

            @Override
            void prepare(TableFixture fixture) {
                fixture.publish(DAY_1, "first", List.of(B));
            }

            @Override
            void work(TableFixture fixture, RunSession session) {
                fixture.publish(session, DAY_2, "new", ABC, Existing.REFUSE);
            }
        },
        REPLACE(Command.RUN) {
            @Override
            Map<Snapshot, String> outcome() {
                return each(ABC, DAY_2, "new");
            }

            @Override
            void prepare(TableFixture fixture) {
                fixture.publish(DAY_2, "old", ABC);
            }

            @Override
            void work(TableFixture fixture, RunSession session) {
                fixture.publish(session, DAY_2, "new", ABC, Existing.REPLACE);
            }
        },
        ROLLBACK(Command.ROLLBACK) {
            @Override
            Map<Snapshot, String> outcome() {
                return each(AB, DAY_1, "first");
            }

            @Override
            void prepare(TableFixture fixture) {
                publishThreeDays(fixture);
            }

            @Override
            void work(TableFixture fixture, RunSession session) {
                Rollback.to(DAY_1, AB, session);
            }
        },
        EXPIRY(Command.EXPIRE) {
            @Override
            Map<Snapshot, String> outcome() {
                return each(AB, DAY_3, "third");
            }

            @Override
            void prepare(TableFixture fixture) {
                publishThreeDays(fixture);
            }

            @Override
            void work(TableFixture fixture, RunSession session) {
                Expiry.run(session, TableFixture.keepLast(1));
            }
        };

        final Command command;

        Scenario(Command command) {
            this.command = command;
        }

        /** What readers see when it is done. */
        abstract Map<Snapshot, String> outcome();

        void prepare(TableFixture fixture) {}

        abstract void work(TableFixture fixture, RunSession session);

        private static void publishThreeDays(TableFixture fixture) {
            fixture.publish(DAY_1, "first", AB);
            fixture.publish(DAY_2, "second", AB);
            fixture.publish(DAY_3, "third", AB);
        }

        private static Map<Snapshot, String> both(Map<Snapshot, String> one, Map<Snapshot, String> other) {
            Map<Snapshot, String> both = new TreeMap<>(one);
            both.putAll(other);
            return both;
        }
    }

    @TestFactory
    Stream<DynamicTest> aPublicationIsAllOrNothing() {
        return atEveryPoint(Scenario.PUBLISH);
    }

    @TestFactory
    Stream<DynamicTest> aReplacementIsAllOrNothing() {
        return atEveryPoint(Scenario.REPLACE);
    }

    @TestFactory
    Stream<DynamicTest> aRollbackIsAllOrNothing() {
        return atEveryPoint(Scenario.ROLLBACK);
    }

    @TestFactory
    Stream<DynamicTest> anExpiryIsAllOrNothing() {
        return atEveryPoint(Scenario.EXPIRY);
    }

    @TestFactory
    Stream<DynamicTest> recoveryOfAPublicationMayCrashToo() {
        return atEveryPointOfRecovery(Scenario.PUBLISH);
    }

    @TestFactory
    Stream<DynamicTest> recoveryOfAReplacementMayCrashToo() {
        return atEveryPointOfRecovery(Scenario.REPLACE);
    }

    private Stream<DynamicTest> atEveryPoint(Scenario scenario) {
        return named(points(scenario), index -> {
            TableFixture fixture = emptyTable();
            scenario.prepare(fixture);
            Map<Snapshot, String> before = fixture.visible();
            RunId crashed = crash(fixture, scenario, index);
            Map<Snapshot, String> seen = fixture.visible();
            fixture.outlive();
            fixture.begin(Command.EXPIRE, DAY_3).close();
            assertSettled(fixture, crashed, scenario, new Sight(before, seen));
        });
    }

    private Stream<DynamicTest> atEveryPointOfRecovery(Scenario scenario) {
        List<String> points = points(scenario);
        return Stream.of("after intents", "after rename-1", "before remove")
                .flatMap(point -> recoveryAfter(scenario, points.indexOf(point), point));
    }

    private Stream<DynamicTest> recoveryAfter(Scenario scenario, int first, String point) {
        return named(recoveryPoints(scenario, first), index -> {
                    TableFixture fixture = emptyTable();
                    scenario.prepare(fixture);
                    Map<Snapshot, String> before = fixture.visible();
                    RunId crashed = crash(fixture, scenario, first);
                    Map<Snapshot, String> seen = fixture.visible();
                    fixture.outlive();
                    crashWhileSettling(fixture, Crash.at(index));
                    fixture.outlive();
                    fixture.begin(Command.EXPIRE, DAY_3).close();
                    assertSettled(fixture, crashed, scenario, new Sight(before, seen));
                })
                .map(test -> DynamicTest.dynamicTest(point + ", then " + test.getDisplayName(), test.getExecutable()));
    }

    /** What readers saw before the command, and when it had crashed. */
    private record Sight(Map<Snapshot, String> before, Map<Snapshot, String> crashed) {}

    private void assertSettled(TableFixture fixture, RunId crashed, Scenario scenario, Sight sight) {
        Map<Snapshot, String> expected = sight.before();
        if (!sight.crashed().equals(sight.before())) {
            expected = scenario.outcome();
        }
        assertOldOrNew(sight, scenario.outcome());
        assertEquals(expected, fixture.visible());
        assertEquals(List.of(), fixture.names("_staging"));
        for (RunId run : fixture.table.runs()) {
            assertTrue(fixture.status(run).closed(), () -> run + " is " + fixture.status(run));
        }
        assertEquals(
                expected.equals(scenario.outcome()),
                Set.of(RunRecord.Status.PUBLISHED, RunRecord.Status.DONE).contains(fixture.status(crashed)));
        if (scenario == Scenario.REPLACE || scenario == Scenario.ROLLBACK) {
            boolean kept = fixture.names("_replaced").contains(crashed.text());
            assertEquals(expected.equals(scenario.outcome()), kept);
        }
        assertRerunSucceeds(fixture, scenario);
    }

    /** Each snapshot as a reader found it at the crash is the old or the new one, or in the gap of a replacement. */
    private static void assertOldOrNew(Sight sight, Map<Snapshot, String> outcome) {
        Set<Snapshot> all = new HashSet<>(sight.before().keySet());
        all.addAll(outcome.keySet());
        for (Snapshot snapshot : all) {
            Set<String> allowed = new HashSet<>();
            allowed.add(String.valueOf(sight.before().get(snapshot)));
            allowed.add(String.valueOf(outcome.get(snapshot)));
            allowed.add("null");
            assertTrue(allowed.contains(String.valueOf(sight.crashed().get(snapshot))));
        }
    }

    private void assertRerunSucceeds(TableFixture fixture, Scenario scenario) {
        if (scenario.command == Command.RUN) {
            RunSession session = fixture.begin(scenario.command, DAY_2);
            scenario.work(fixture, session);
            session.close();
            assertEquals(scenario.outcome(), fixture.visible());
        }
    }

    private List<String> points(Scenario scenario) {
        TableFixture fixture = emptyTable();
        scenario.prepare(fixture);
        Crash.Recorder recorder = new Crash.Recorder();
        try (RunSession session = fixture.open(scenario.command, DAY_2, recorder)) {
            scenario.work(fixture, session);
        }
        assertEquals(scenario.outcome(), fixture.visible());
        assertTrue(recorder.points.contains("after rename-2"), recorder.points::toString);
        return recorder.points;
    }

    private List<String> recoveryPoints(Scenario scenario, int crashPoint) {
        TableFixture fixture = emptyTable();
        scenario.prepare(fixture);
        crash(fixture, scenario, crashPoint);
        fixture.outlive();
        Crash.Recorder recorder = new Crash.Recorder();
        crashWhileSettling(fixture, recorder);
        return recorder.points;
    }

    private static RunId crash(TableFixture fixture, Scenario scenario, int index) {
        RunSession session = fixture.open(scenario.command, DAY_2, Crash.at(index));
        try {
            scenario.work(fixture, session);
            session.close();
            throw new AssertionError("Did not crash at point " + index);
        } catch (Crash expected) {
            session.vanish();
        }
        return session.runId();
    }

    private static void crashWhileSettling(TableFixture fixture, StepListener listener) {
        RunSession session = fixture.open(Command.EXPIRE, DAY_3, listener);
        try {
            session.settleDead();
        } catch (Crash expected) {
            assertTrue(expected.getMessage().contains("settle")
                    || expected.getMessage().contains("take"));
        }
        session.vanish();
    }

    private Stream<DynamicTest> named(List<String> points, IntConsumer test) {
        List<DynamicTest> tests = new ArrayList<>();
        IntStream.range(0, points.size())
                .filter(index -> covers(points.get(index)))
                .forEach(index ->
                        tests.add(DynamicTest.dynamicTest("stops " + points.get(index), () -> test.accept(index))));
        return tests.stream();
    }
}
