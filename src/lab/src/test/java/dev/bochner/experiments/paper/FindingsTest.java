package dev.bochner.experiments.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bochner.experiments.figures.Axis;
import dev.bochner.experiments.figures.Cell;
import dev.bochner.experiments.figures.Chart;
import dev.bochner.experiments.figures.LineChart;
import dev.bochner.experiments.figures.Point;
import dev.bochner.experiments.figures.Series;
import dev.bochner.experiments.figures.Table;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FindingsTest {
    private static final Table TABLE =
            new Table("claim-numbers", "The numbers:", List.of("n"), List.of(List.of(Cell.of(1))));
    private static final Chart CHART = new LineChart(
            "claim-curve",
            "The curve",
            Axis.linear("x"),
            Axis.linear("y"),
            List.of(new Series("s", Series.Style.LINE, List.of(Point.of(1, 1), Point.of(2, 2)))));

    @TempDir
    private Path directory;

    @Test
    void readsInTheOrderInWhichItWasSaid() {
        Findings findings = Findings.titled("A claim")
                .say("In words.")
                .show(CHART)
                .show(TABLE)
                .judge(
                        Verdict.of("It holds", true, "1 of 1"),
                        Verdict.of("It fails", false, "0 of 1"),
                        new Verdict("Who knows", Verdict.Ruling.OPEN, "No figure"))
                .build();

        assertEquals("""
                # A claim

                In words.

                ![The curve](claim-curve.svg)

                The numbers:

                | n |
                |---|
                | 1 |

                - **Confirmed**: It holds. 1 of 1.
                - **Refuted**: It fails. 0 of 1.
                - **Open**: Who knows. No figure.
                """, findings.markdown());
    }

    @Test
    void writesAFileForTheWordsEachTableAndEachChart() throws IOException {
        Findings findings = Findings.titled("A claim").show(TABLE).show(CHART).build();
        Path out = directory.resolve("not/yet");

        List<Path> files = FindingsFiles.write("claim", findings, out);

        assertEquals(
                List.of("claim.md", "claim-numbers.csv", "claim-curve.svg"),
                files.stream().map(file -> file.getFileName().toString()).toList());
        assertEquals(findings.markdown(), Files.readString(files.get(0)));
        assertEquals("n\n1\n", Files.readString(files.get(1)));
        assertEquals(CHART.svg(), Files.readString(files.get(2)));
    }

    @Test
    void namesTheFileThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        UncheckedIOException e = assertThrows(
                UncheckedIOException.class,
                () -> FindingsFiles.write("claim", Findings.titled("A claim").build(), file));
        assertEquals("Cannot write " + file.resolve("claim.md"), e.getMessage());
    }

    @Test
    void refusesToWriteOneFileTwice() {
        Findings.Builder twice = Findings.titled("A claim").show(TABLE).show(TABLE);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, twice::build);
        assertEquals("Findings \"A claim\" would write claim-numbers.csv twice", e.getMessage());
    }

    @Test
    void refusesASingleRun() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new ExperimentOptions(Path.of("d"), 1, Size.FULL, 1, Path.of("o")));
        assertEquals("--runs is 1, expected 2 or more, because a standard deviation needs two values", e.getMessage());
    }
}
