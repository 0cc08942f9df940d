package dev.bochner.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.progress.ProgressBar.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
    private static final List<Step> STEPS = List.of(new Step("train", 3, 4), new Step("publish", 1, 2));

    private final Recorder seen = new Recorder();
    private final Watch watch = new Watch();
    private final ProgressBar bar = new ProgressBar(STEPS, seen, watch);

    @Test
    void tasksMoveItWithinAStepByTheStepsWeight() {
        bar.next();
        bar.taskEnded();
        bar.taskEnded();

        assertEquals(List.of(0L, 18L, 37L), seen.percents());
    }

    @Test
    void moreTasksThanExpectedDoNotEndAStep() {
        bar.next();
        for (int task = 0; task < 50; task++) {
            bar.taskEnded();
        }

        assertEquals(74, seen.last().percent());
    }

    @Test
    void aStepWithFewerTasksThanExpectedEndsInFull() {
        bar.next();
        bar.taskEnded();
        bar.next();

        assertEquals("publish", seen.last().name());
        assertEquals(75, seen.last().percent());
    }

    @Test
    void neverGoesBack() {
        for (int step = 0; step < STEPS.size(); step++) {
            bar.next();
            for (int task = 0; task < 9; task++) {
                bar.taskEnded();
            }
        }

        List<Long> percents = seen.percents();
        assertEquals(percents.stream().sorted().toList(), percents);
    }

    @Test
    void isWholeWhenDoneAndStaysSo() {
        STEPS.forEach(step -> bar.next());
        bar.done();
        bar.taskEnded();

        assertEquals(List.of(0L, 75L, 100L), seen.percents());
    }

    @Test
    void countsSecondsFromItsStart() {
        watch.now = watch.now.plus(Duration.ofMillis(2_900));
        bar.next();

        assertEquals(2, seen.last().seconds());
    }

    @Test
    void ignoresTasksBeforeTheFirstStepAndAfterTheEnd() {
        bar.taskEnded();
        bar.next();
        bar.close();
        bar.taskEnded();

        assertEquals(1, seen.all.size());
        assertTrue(seen.closed);
    }

    @Test
    void plainLinesAreOnePerStep() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProgressBar plain = new ProgressBar(STEPS, new PlainLines(new PrintStream(out)), watch);
        plain.next();
        plain.taskEnded();
        plain.taskEnded();
        watch.now = watch.now.plusSeconds(12);
        plain.next();
        plain.close();

        assertEquals(
                List.of("[1/2]   0 %    0 s  train", "[2/2]  75 %   12 s  publish"),
                out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    /** A clock that the test moves. */
    private static final class Watch implements InstantSource {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Remembers what it was shown. */
    private static final class Recorder implements ProgressDisplay {
        private final List<Progress> all = new ArrayList<>();
        private boolean closed;

        @Override
        public void show(Progress progress) {
            all.add(progress);
        }

        @Override
        public void close() {
            closed = true;
        }

        Progress last() {
            return all.get(all.size() - 1);
        }

        List<Long> percents() {
            return all.stream().map(Progress::percent).toList();
        }
    }
}
