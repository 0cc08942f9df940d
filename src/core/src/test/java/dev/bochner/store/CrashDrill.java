package dev.bochner.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.store.RunRecord.Command;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Does a piece of work on tables of its own, first to learn its points, then to stop it at each of them.
 *
 * @param tables makes an empty table
 * @param covers whether to stop at a point
 */
record CrashDrill(Supplier<TableFixture> tables, Predicate<String> covers) {
    /** What crashes: how the table is made ready, and what is done to it in one session. */
    interface Work {
        Command command();

        void prepare(TableFixture fixture);

        void work(TableFixture fixture, RunSession session);
    }

    TableFixture prepared(Work work) {
        TableFixture fixture = tables.get();
        work.prepare(fixture);
        return fixture;
    }

    /** The points of a recovery from a crash at a point. */
    List<String> recoveryPoints(Work work, int crashPoint) {
        TableFixture fixture = prepared(work);
        crash(fixture, work, crashPoint);
        fixture.outlive();
        Crash.Recorder recorder = new Crash.Recorder();
        crashWhileSettling(fixture, recorder);
        return recorder.points;
    }

    /** Does the work until a point, where its process dies. */
    static RunId crash(TableFixture fixture, Work work, int index) {
        RunSession session = fixture.open(work.command(), TableFixture.DAY_2, Crash.at(index));
        try {
            work.work(fixture, session);
            session.close();
            throw new AssertionError("Did not crash at point " + index);
        } catch (Crash expected) {
            session.vanish();
        }
        return session.runId();
    }

    /** Recovers as the next command does, and dies where the listener says. */
    static void crashWhileSettling(TableFixture fixture, StepListener listener) {
        RunSession session = fixture.open(Command.EXPIRE, TableFixture.DAY_3, listener);
        try {
            session.settleDead();
        } catch (Crash expected) {
            assertTrue(expected.getMessage().contains("settle")
                    || expected.getMessage().contains("take"));
        }
        session.vanish();
    }

    /** A test for each point from the first on that is covered. */
    Stream<DynamicTest> each(List<String> points, int first, IntConsumer test) {
        return IntStream.range(first, points.size())
                .filter(index -> covers.test(points.get(index)))
                .mapToObj(index -> DynamicTest.dynamicTest("stops " + points.get(index), () -> test.accept(index)));
    }
}
