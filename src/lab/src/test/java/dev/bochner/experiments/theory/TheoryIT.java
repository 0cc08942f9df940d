package dev.bochner.experiments.theory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.PaperExperiments;
import dev.bochner.experiments.figures.Chart;
import dev.bochner.experiments.figures.Table;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.paper.Verdict.Ruling;
import dev.bochner.testkit.CommandRun;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands, small; a second or two each. */
final class TheoryIT {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"proposition-2", "proposition-3", "lemma-1", "proposition-4"})
    void printsAndWritesWhatARunFoundAndFindsItAgain(String name) throws Exception {
        CommandRun run = CommandRun.of("experiment", name, "--size=small", "--seed=5", "--out=" + directory);
        assertEquals(0, run.exitCode(), run.err());

        Experiment experiment = PaperExperiments.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Findings again = experiment.run(
                new ExperimentOptions(directory, experiment.runs(Size.SMALL), Size.SMALL, 5, directory), step -> {});
        assertTrue(run.out().startsWith(again.markdown()), run.out());
        assertEquals(again.markdown(), Files.readString(directory.resolve(name + ".md")));
        Set<String> files = new TreeSet<>(Set.of(name + ".md"));
        for (Table table : again.tables()) {
            files.add(table.name() + ".csv");
            assertEquals(table.csv(), Files.readString(directory.resolve(table.name() + ".csv")));
        }
        for (Chart chart : again.charts()) {
            files.add(chart.name() + ".svg");
            assertIsSvg(directory.resolve(chart.name() + ".svg"));
        }
        try (Stream<Path> written = Files.list(directory)) {
            assertEquals(
                    files,
                    written.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private static void assertIsSvg(Path file) throws Exception {
        String root = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readAllBytes(file)))
                .getDocumentElement()
                .getNodeName();
        assertEquals("svg", root);
    }

    @Test
    void lemmaOneFailsOnItsCounterexampleAndHoldsWithTheSignKept() throws Exception {
        Map<String, List<Double>> examples = columns("lemma-1", "lemma-1-examples.csv");
        double risk = examples.get("risk").get(0);
        double alignment = examples.get("A").get(0);
        double bound = examples.get("bound at delta = 0.5").get(0);
        assertEquals(1 - Math.sqrt(0.5) * alignment, bound, 1e-12);
        assertTrue(risk > bound, risk + " > " + bound);
        assertTrue(risk <= 1 - alignment + examples.get("E[1[Y != Y'] K]").get(0));
        assertRuling("lemma-1", "The lemma holds", Ruling.REFUTED);
        assertRuling("lemma-1", "With the sign kept", Ruling.CONFIRMED);
    }

    @Test
    void propositionFourHasAGapThatMoreDirectionsDoNotClose() throws Exception {
        Map<String, List<Double>> gaps = columns("proposition-4", "proposition-4-gap.csv");
        List<Double> gap = gaps.get("gap");
        assertEquals(0.0808, gap.get(gap.size() - 1), 0.01);
        List<Double> error = gaps.get("sampling error");
        assertTrue(error.get(error.size() - 1) < error.get(0), error.toString());
        assertRuling("proposition-4", "The gap between Q and Q* vanishes", Ruling.REFUTED);
    }

    @Test
    void propositionThreeFallsAsTheRootAndLeastSquaresNotAtAll() throws Exception {
        Map<String, List<Double>> distances = columns("proposition-3", "proposition-3-distances.csv");
        List<Integer> shown = IntStream.range(0, distances.get("n").size())
                .filter(i -> distances.get("sigma_e / sigma_h").get(i) == 1)
                .boxed()
                .toList();
        int first = shown.get(0);
        int last = shown.get(shown.size() - 1);
        double samples = distances.get("n").get(last) / distances.get("n").get(first);
        List<Double> oracle = distances.get("known places");
        assertEquals(Math.sqrt(samples), oracle.get(first) / oracle.get(last), 0.4 * Math.sqrt(samples));
        assertEquals(0.5, distances.get("least squares").get(last), 0.03);
        assertRuling("proposition-3", "Plain least squares finds theta", Ruling.REFUTED);
        assertRuling("proposition-3", "That rate is the one of the squared distance", Ruling.CONFIRMED);
    }

    @Test
    void propositionTwoConvergesToAnotherLimitThanThePrintedOne() throws Exception {
        Map<String, List<Double>> limits = columns("proposition-2", "proposition-2-limits.csv");
        int last = limits.get("width d").size() - 1;
        assertTrue(limits.get("derived").get(last) < limits.get("derived").get(0) / 2);
        assertTrue(
                limits.get("printed").get(last) > 10 * limits.get("size of g").get(last));
        assertRuling("proposition-2", "ReLU: the output's variance falls as 1/d", Ruling.CONFIRMED);
        assertRuling("proposition-2", "ReLU: the hidden layer stays random", Ruling.CONFIRMED);
        assertRuling("proposition-2", "That limit is the printed one", Ruling.REFUTED);
    }

    /** The numbers of a small run by the names of their columns; NaN where there are words. No cell of these is quoted. */
    private Map<String, List<Double>> columns(String name, String file) throws Exception {
        CommandRun run = CommandRun.of("experiment", name, "--size=small", "--out=" + directory);
        assertEquals(0, run.exitCode(), run.err());
        List<String> lines = Files.readAllLines(directory.resolve(file));
        String[] header = lines.get(0).split(",");
        Map<String, List<Double>> columns = new TreeMap<>();
        for (int i = 0; i < header.length; i++) {
            int column = i;
            columns.put(
                    header[i],
                    lines.stream()
                            .skip(1)
                            .map(line -> number(line.split(",")[column]))
                            .toList());
        }
        return columns;
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Of the run before. */
    private void assertRuling(String name, String claim, Ruling ruling) throws Exception {
        String word = ruling == Ruling.CONFIRMED ? "Confirmed" : "Refuted";
        String markdown = Files.readString(directory.resolve(name + ".md"));
        assertTrue(
                Arrays.stream(markdown.split("\n")).anyMatch(line -> line.startsWith("- **" + word + "**: " + claim)),
                markdown);
    }
}
