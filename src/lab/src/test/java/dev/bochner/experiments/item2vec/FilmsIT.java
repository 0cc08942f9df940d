package dev.bochner.experiments.item2vec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiments on films in their small form, through the command line, on the data that ships. */
final class FilmsIT {
    @TempDir
    private Path out;

    private String run(String name, String... files) throws IOException {
        CommandRun run = CommandRun.of("experiment", name, "--size=small", "--runs=2", "--out=" + out);

        assertEquals(0, run.exitCode(), run.err());
        for (String file : files) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
        assertTrue(run.out().startsWith(Files.readString(out.resolve(name + ".md"))), run.out());
        return run.out();
    }

    @Test
    void drawsFigure1() throws IOException {
        String printed = run(
                "figure-1",
                "figure-1a.svg",
                "figure-1b.svg",
                "figure-1c.svg",
                "figure-1d.svg",
                "figure-1a-rotation.csv",
                "figure-1b-losses.csv",
                "figure-1c-progress.csv",
                "figure-1d-outputs.csv");

        assertTrue(printed.contains("2 trainings of item2vec, d = 32, on 3650 films of 610 users"), printed);
        double share = cell("figure-1a-rotation.csv", 1, 2);
        assertTrue(share > 0.8, "coordinates have nothing in common: variance over mean square " + share);
        assertTrue(cell("figure-1d-outputs.csv", 2, 2) < 0.5 * share, "scores have more in common than coordinates");
    }

    @Test
    void tellsTable1() throws IOException {
        String printed = run(
                "table-1-task-1",
                "table-1-task-1.svg",
                "table-1-task-1.csv",
                "table-1-task-1-scikit-learn.csv",
                "table-1-task-1-all-genres.csv",
                "table-1-task-1-neighbours.csv",
                "table-1-task-1-f1.csv");

        assertTrue(printed.contains("| phi, m = 32 (64 columns) | 85.77 (0.19) | "), printed);
        assertTrue(printed.contains("| phi_64 | 85.77 | 90.46 | "), printed);
        List<String> lines = Files.readAllLines(out.resolve("table-1-task-1.csv"));
        assertEquals(16, lines.size());
        assertTrue(
                lines.get(13).endsWith(",0.0,"), "the first training for ever disagrees with itself: " + lines.get(13));
    }

    @Test
    void drawsFigureA3() throws IOException {
        String printed = run("figure-a3", "figure-a3.csv", "figure-a3-accuracy.svg", "figure-a3-f1.svg");

        assertTrue(printed.contains("| phi_2d, 128 columns | - | "), printed);
    }

    @Test
    void drawsFigureA4() throws IOException {
        String printed = run("figure-a4", "figure-a4.csv", "figure-a4-accuracy.svg", "figure-a4-f1.svg");

        assertEquals(16, Files.readAllLines(out.resolve("figure-a4.csv")).size());
        assertTrue(printed.contains("- **Open**: Performance is very stable"), printed);
    }

    /** A number of a file, by its line and column from 0; no cell before it has a comma. */
    private double cell(String file, int line, int column) throws IOException {
        return Double.parseDouble(Files.readAllLines(out.resolve(file))
                .get(line)
                .replaceAll("\"[^\"]*\"", "")
                .split(",", -1)[column]);
    }
}
