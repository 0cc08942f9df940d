package dev.bochner.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.progress.ProgressDisplay.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TerminalBarTest {
    private static final String HALF = "[############............]  50 %    7 s  train";

    private final PrintStream stdout = System.out;
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(written, true, StandardCharsets.UTF_8);

    @BeforeEach
    void putATerminalInPlace() {
        System.setOut(terminal);
        System.setErr(terminal);
    }

    @AfterEach
    void restoreStreams() {
        System.setOut(stdout);
        System.setErr(stderr);
    }

    @Test
    void redrawsInPlace() {
        try (TerminalBar bar = TerminalBar.open()) {
            bar.show(progress("a step with a long name", 0.1));
            bar.show(progress("train", 0.5));

            assertEquals(List.of(HALF), screen());
        }
    }

    @Test
    void linesOfOthersStayWholeAboveTheBar() {
        try (TerminalBar bar = TerminalBar.open()) {
            bar.show(progress("train", 0.5));
            System.err.println("WARN short");
            System.out.println("and one on the other stream");
            bar.show(progress("train", 0.5));

            assertEquals(List.of("WARN short", "and one on the other stream", HALF), screen());
        }
    }

    @Test
    void waitsForTheEndOfALineThatOthersBegan() {
        try (TerminalBar bar = TerminalBar.open()) {
            System.err.print("WARN first half, ");
            bar.show(progress("train", 0.5));
            System.err.println("second half");

            assertEquals(List.of("WARN first half, second half", HALF), screen());
        }
    }

    @Test
    void leavesTheLastStateAndTheStreamsAsTheyWere() {
        TerminalBar bar = TerminalBar.open();
        bar.show(progress("train", 0.5));
        bar.close();
        System.out.println("after");

        assertEquals(List.of(HALF, "after"), screen());
        assertSame(terminal, System.out);
        assertSame(terminal, System.err);
    }

    @Test
    void leavesNothingWhereTheStepsWereNotKnown() {
        TerminalBar bar = TerminalBar.open();
        bar.show(new Progress(2, 0, "map and stage", 0.5, 7, "2.0 M rows, 100 k rows/s, 60 s left"));
        assertEquals(
                List.of("[#####.....]  50 %    7 s  map and stage: 2.0 M rows, 100 k rows/s, 60 s left"), screen());
        bar.close();
        System.out.println("Published");

        assertEquals(List.of("Published"), screen());
    }

    @Test
    void neverFillsALineOfEightyColumns() {
        String text = TerminalBar.render(new Progress(1, 1, "n".repeat(99), 1, 9_999));

        assertTrue(text.length() < 80, text);
    }

    private static Progress progress(String name, double share) {
        return new Progress(1, 1, name, share, 7);
    }

    /** The lines that a terminal shows after what was written: \r goes back to column 0, later characters overwrite. */
    private List<String> screen() {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (char c : written.toString(StandardCharsets.UTF_8).toCharArray()) {
            if (c == '\r') {
                column = 0;
            } else if (c == '\n') {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                column = 0;
            } else {
                line.replace(column, Math.min(column + 1, line.length()), String.valueOf(c));
                column++;
            }
        }
        if (!line.isEmpty()) {
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
