package dev.bochner.store;

import static dev.bochner.store.TableFixture.A;
import static dev.bochner.store.TableFixture.AB;
import static dev.bochner.store.TableFixture.ABC;
import static dev.bochner.store.TableFixture.B;
import static dev.bochner.store.TableFixture.DAY_1;
import static dev.bochner.store.TableFixture.DAY_2;
import static dev.bochner.store.TableFixture.DAY_3;
import static dev.bochner.store.TableFixture.each;

import dev.bochner.store.Publication.Existing;
import dev.bochner.store.RunRecord.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What crashes: how the table is made ready, what is done to it in one session, and what comes of it. */
enum CrashScenario implements CrashDrill.Work {
    PUBLISH(Command.RUN) {
        @Override
        Map<Snapshot, String> outcome() {
            return both(each(List.of(B), DAY_1, "first"), each(ABC, DAY_2, "new"));
        }

        @Override
        public void prepare(TableFixture fixture) {
            fixture.publish(DAY_1, "first", List.of(B));
        }

        @Override
        public void work(TableFixture fixture, RunSession session) {
            fixture.publish(session, DAY_2, "new", ABC, Existing.REFUSE);
        }
    },
    REPLACE(Command.RUN) {
        @Override
        Map<Snapshot, String> outcome() {
            return each(ABC, DAY_2, "new");
        }

        @Override
        public void prepare(TableFixture fixture) {
            fixture.publish(DAY_2, "old", ABC);
        }

        @Override
        public void work(TableFixture fixture, RunSession session) {
            fixture.publish(session, DAY_2, "new", ABC, Existing.REPLACE);
        }
    },
    ROLLBACK(Command.ROLLBACK) {
        @Override
        Map<Snapshot, String> outcome() {
            return each(AB, DAY_1, "first");
        }

        @Override
        public void prepare(TableFixture fixture) {
            publishThreeDays(fixture);
        }

        @Override
        public void work(TableFixture fixture, RunSession session) {
            Rollback.to(DAY_1, AB, session);
        }
    },
    EXPIRY(Command.EXPIRE) {
        @Override
        Map<Snapshot, String> outcome() {
            return each(AB, DAY_3, "third");
        }

        @Override
        public void prepare(TableFixture fixture) {
            publishThreeDays(fixture);
        }

        @Override
        public void work(TableFixture fixture, RunSession session) {
            Expiry.run(session, TableFixture.keepLast(1));
        }
    },
    PUBLISH_WITH_STATE(Command.RUN) {
        @Override
        Map<Snapshot, String> outcome() {
            return both(each(AB, DAY_1, "first"), each(AB, DAY_2, "new"));
        }

        @Override
        Set<String> states() {
            return Set.of(DAY_1 + " first", DAY_2 + " new");
        }

        @Override
        public void prepare(TableFixture fixture) {
            new StateFixture(fixture).publish(DAY_1, "first", AB, Existing.REFUSE);
        }

        @Override
        public void work(TableFixture fixture, RunSession session) {
            new StateFixture(fixture).publish(session, DAY_2, "new", AB, Existing.REFUSE);
        }
    },
    REPLACE_WITH_STATE(Command.RUN) {
        @Override
        Map<Snapshot, String> outcome() {
            return each(AB, DAY_2, "new");
        }

        @Override
        Set<String> states() {
            return Set.of(DAY_2 + " old", DAY_2 + " new");
        }

        @Override
        public void prepare(TableFixture fixture) {
            new StateFixture(fixture).publish(DAY_2, "old", AB, Existing.REFUSE);
        }

        @Override
        public void work(TableFixture fixture, RunSession session) {
            new StateFixture(fixture).publish(session, DAY_2, "new", AB, Existing.REPLACE);
        }
    },
    EXPIRY_WITH_STATES(Command.EXPIRE) {
        @Override
        Map<Snapshot, String> outcome() {
            return each(List.of(A), DAY_3, "third");
        }

        @Override
        Set<String> states() {
            return Set.of(DAY_2 + " second", DAY_3 + " third");
        }

        @Override
        public void prepare(TableFixture fixture) {
            StateFixture states = new StateFixture(fixture);
            states.publish(DAY_1, "first", List.of(A), Existing.REFUSE);
            states.publish(DAY_2, "second", List.of(A), Existing.REFUSE);
            states.publish(DAY_3, "third", List.of(A), Existing.REFUSE);
        }

        @Override
        public void work(TableFixture fixture, RunSession session) {
            Expiry.run(session, StateIT.keepLast(1, Duration.ofMillis(-1)));
        }
    };

    private final Command command;

    CrashScenario(Command command) {
        this.command = command;
    }

    /** What readers see when it is done. */
    abstract Map<Snapshot, String> outcome();

    /** The states that there are then. */
    Set<String> states() {
        return Set.of();
    }

    Sight sightAfterwards() {
        return new Sight(outcome(), states());
    }

    @Override
    public Command command() {
        return command;
    }

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

    /** What readers see. */
    record Sight(Map<Snapshot, String> snapshots, Set<String> states) {
        static Sight of(TableFixture fixture) {
            return new Sight(fixture.visible(), new StateFixture(fixture).visible());
        }
    }
}
