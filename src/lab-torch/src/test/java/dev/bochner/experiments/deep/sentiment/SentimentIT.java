package dev.bochner.experiments.deep.sentiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.figures.Cell;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import dev.bochner.experiments.paper.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SentimentIT {
    private static final int REVIEWS = 240;

    @TempDir
    private Path directory;

    private Findings run(Experiment experiment) throws IOException {
        Path data = GeneratedReviews.write(directory, REVIEWS);
        return experiment.run(new ExperimentOptions(data, 2, Size.SMALL, 1, directory.resolve("out")), progress -> {});
    }

    private static double mean(Cell cell) {
        return Double.parseDouble(cell.values().get(0));
    }

    /** The words that give it away are there to be learnt, by Word2vec's neighbours and by the network's own vectors. */
    @Test
    void tellsGeneratedReviewsApart() throws IOException {
        Findings findings = run(new TableA1());
        List<List<Cell>> rows = findings.tables().get(0).rows();
        assertEquals(2, rows.size());
        assertEquals("d = 16, windows 3, negatives 3", rows.get(0).get(0).text());
        assertTrue(
                mean(rows.get(0).get(1)) > 85, () -> "h: " + rows.get(0).get(1).text());
        assertTrue(
                mean(rows.get(0).get(2)) > 60,
                () -> "phi: " + rows.get(0).get(2).text());
        assertTrue(
                mean(rows.get(1).get(1)) > 85,
                () -> "learnt with the rest: " + rows.get(1).get(1).text());
        assertEquals(
                List.of("74.87 (1.98)", "76.65 (0.24)"),
                List.of(rows.get(0).get(3).text(), rows.get(0).get(4).text()));
        assertEquals("86.25 (0.12)", rows.get(1).get(3).text());
        assertEquals(4, findings.verdicts().size());
    }

    @Test
    void drawsTheThreePartsOfTheFigure() throws IOException {
        Findings findings = run(new FigureA1());
        assertEquals(
                List.of("figure-a1-dimensions", "figure-a1-convergence", "figure-a1-distribution"),
                findings.charts().stream().map(chart -> chart.name()).toList());
        assertEquals(2, findings.verdicts().size());
        assertTrue(
                findings.markdown()
                        .contains("2 trainings of 6 epochs on the same 192 reviews; the last hidden layer, 32"
                                + " outputs, of 24 reviews that none of them learnt from."),
                findings::markdown);
    }

    @Test
    void sameSeedGivesTheSameFindings() throws IOException {
        assertEquals(run(new FigureA1()), run(new FigureA1()));
    }
}
