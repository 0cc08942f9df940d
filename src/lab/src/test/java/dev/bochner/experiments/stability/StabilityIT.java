package dev.bochner.experiments.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.testkit.CommandRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The command, small: two days, short trainings. */
final class StabilityIT {
    private static final int STALE = 1;
    private static final int FRESH = 3;
    private static final int VARIANCE = 7;
    private static final int LAG = 8;

    @TempDir
    private static Path directory;

    private static CommandRun run;
    private static Map<String, String[]> figures;

    @BeforeAll
    static void runOnce() throws IOException {
        run = CommandRun.of(
                "experiment",
                "stability",
                "--data=src/lab/data/ml-latest-small",
                "--out=" + directory,
                "--runs=2",
                "--iterations=3",
                "--m=16",
                "--splits=1");
        assertEquals(0, run.exitCode(), run.err());
        figures = new LinkedHashMap<>();
        for (String line : Files.readAllLines(directory.resolve("stability.csv"))) {
            String[] cells = line.split(",", -1);
            figures.put(cells[0], cells);
        }
    }

    @Test
    void listsEveryVariantUnderTheHeaderOfTheIssue() {
        assertEquals(
                "variant,stale_accuracy,stale_sd,fresh_accuracy,fresh_sd,macro_f1,disagreement,coordinate_variance,lag_days",
                String.join(",", figures.get("variant")));
        assertEquals(
                List.of(
                        "variant",
                        "h",
                        "h(procrustes)",
                        "phi m=16",
                        "phi(procrustes) m=16",
                        "phi(landmarks) m=16",
                        "phi(running-mean 0.2) m=16",
                        "phi(running-mean 0.1) m=16",
                        "phi(frozen) m=16"),
                List.copyOf(figures.keySet()));
    }

    @Test
    void staleModelsAreWorthlessWithoutAStabiliserAndGoodWithOne() {
        for (String broken : List.of("h", "phi m=16")) {
            assertTrue(figure(broken, STALE) < figure(broken, FRESH) - 0.1, broken);
        }
        assertTrue(figure("h(procrustes)", STALE) > figure("h", STALE) + 0.1);
        for (String rule : List.of("procrustes", "landmarks", "running-mean 0.2", "running-mean 0.1")) {
            String mended = "phi(" + rule + ") m=16";
            assertTrue(figure(mended, STALE) > figure("phi m=16", STALE) + 0.05, mended);
            assertTrue(figure(mended, STALE) > figure(mended, FRESH) - 0.1, mended);
        }
    }

    @Test
    void stabilisersHoldCoordinatesAndMeansHoldThemMore() {
        double phi = figure("phi m=16", VARIANCE);
        double rotated = figure("phi(procrustes) m=16", VARIANCE);

        assertTrue(phi > 0.4, "phi: " + phi);
        assertTrue(rotated < phi / 3, "rotated: " + rotated);
        assertTrue(figure("phi(running-mean 0.2) m=16", VARIANCE) < rotated / 2);
    }

    @Test
    void frozenFeaturesNeverMoveAndPlainOnesAtOnce() {
        assertEquals("0", figures.get("phi m=16")[LAG]);
        assertEquals("0", figures.get("phi(procrustes) m=16")[LAG]);
        assertNotEquals("0", figures.get("phi(running-mean 0.2) m=16")[LAG]);
        assertEquals("never", figures.get("phi(frozen) m=16")[LAG]);
        assertEquals(0, figure("phi(frozen) m=16", VARIANCE));
    }

    @Test
    void printsBothProtocolsThePenaltiesAndTheTargets() {
        for (String title : List.of(
                "same data: 2 days, 3650 items on day one",
                "growing data: 2 days,",
                "same data: accuracy of cross-validation on day one, by penalty",
                "targets, m=16")) {
            assertTrue(run.out().contains(title), title + " in " + run.out());
        }
    }

    @Test
    void writesBothProtocolsAndAPictureOfEachAndLeavesNothingElse() throws Exception {
        assertEquals(
                1 + 2 * 8,
                Files.readAllLines(directory.resolve("stability-all.csv")).size());
        shows("stability.svg", "Accuracy, same data");
        shows("stability-growing-data.svg", "Accuracy, growing data");
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(4, files.count());
        }
    }

    private static void shows(String picture, String title) throws Exception {
        Element svg = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readAllBytes(directory.resolve(picture))))
                .getDocumentElement();
        assertEquals("svg", svg.getNodeName());
        String text = svg.getTextContent();
        assertTrue(text.contains(title) && text.contains("commonest class"), text);
        assertTrue(text.contains("phi(running-mean 0.1) m=16"), text);
    }

    private static double figure(String variant, int column) {
        return Double.parseDouble(figures.get(variant)[column]);
    }
}
