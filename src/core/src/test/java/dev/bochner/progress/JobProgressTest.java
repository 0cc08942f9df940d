package dev.bochner.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bochner.progress.ProgressDisplay.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JobProgressTest {
    private final List<Progress> seen = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private final JobProgress progress = new JobProgress(new Recorder(), () -> now);

    @Test
    void namesTheStageItsShareItsRowsASecondAndTheTimeLeft() {
        now = Instant.ofEpochSecond(5);
        progress.jobStarted(Optional.of("bochner: map and stage"), 4);
        now = Instant.ofEpochSecond(25);
        progress.taskEnded(2_000_000);
        assertEquals(new Progress(2, 0, "map and stage", 0.25, 25, "2.0 M rows, 100 k rows/s, 60 s left"), last());
    }

    @Test
    void aStepBeginsAnewWithAnotherDescriptionAndNeverGoesBackWithinOne() {
        progress.jobStarted(Optional.of("bochner: audit"), 2);
        progress.taskEnded(0);
        progress.jobStarted(Optional.of("bochner: audit"), 6);
        progress.taskEnded(0);
        assertEquals(0.5, last().share());
        progress.jobStarted(Optional.of("bochner: labels"), 6);
        assertEquals(new Progress(3, 0, "labels", 0, 0, ""), last());
    }

    @Test
    void jobsWithoutADescriptionBelongToTheStepBefore() {
        progress.jobStarted(Optional.empty(), 2);
        assertEquals("reading", last().name());
        progress.jobStarted(Optional.of("bochner: audit"), 2);
        progress.jobStarted(Optional.empty(), 2);
        assertEquals("audit", last().name());
    }

    @Test
    void nothingIsShownOnceItIsClosed() {
        progress.jobStarted(Optional.of("a"), 1);
        progress.close();
        int before = seen.size();
        progress.taskEnded(1);
        assertEquals(before, seen.size());
    }

    @Test
    void aLogGetsALineEveryHalfMinuteAndNoneOfWhatIsShorter() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        PlainLines lines = new PlainLines(new PrintStream(written, true, StandardCharsets.UTF_8));
        for (int second = 0; second <= 65; second++) {
            lines.show(new Progress(2, 0, "map and stage", 0.25, second, "60 s left"));
        }
        lines.close();
        assertEquals(
                List.of(
                        "bochner:  25 %   30 s  map and stage: 60 s left",
                        "bochner:  25 %   60 s  map and stage: 60 s left"),
                written.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @ParameterizedTest
    @CsvSource({"9999, 9999", "10000, 10 k", "999999, 999 k", "1250000, 1.3 M", "12345678901, 12345.7 M"})
    void writesNumbersShort(long number, String text) {
        assertEquals(text, JobProgress.compact(number));
    }

    private Progress last() {
        return seen.get(seen.size() - 1);
    }

    private final class Recorder implements ProgressDisplay {
        @Override
        public void show(Progress moment) {
            seen.add(moment);
        }

        @Override
        public void close() {}
    }
}
