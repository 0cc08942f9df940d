package dev.bochner.experiments.deep.sentiment;

import dev.bochner.experiments.deep.compare.Gain;
import dev.bochner.experiments.deep.sentiment.Division.Sample;
import dev.bochner.experiments.figures.Axis;
import dev.bochner.experiments.figures.BarChart;
import dev.bochner.experiments.figures.BarChart.Bars;
import dev.bochner.experiments.figures.Cell;
import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.figures.Table;
import dev.bochner.experiments.item2vec.Schema;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.paper.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The findings of table A.1: our results beside the paper's. */
final class TableA1Findings {
    private static final int DECIMALS = 2;

    /** Mean and standard deviation of h and of phi, per cent; by d, windows and negatives. */
    private static final Map<List<Integer>, List<Double>> PAPER = Map.ofEntries(
            Map.entry(List.of(16, 3, 3), List.of(74.87, 1.98, 76.65, 0.24)),
            Map.entry(List.of(16, 3, 4), List.of(75.52, 1.96, 77.34, 0.22)),
            Map.entry(List.of(16, 4, 3), List.of(76.02, 1.96, 77.95, 0.22)),
            Map.entry(List.of(16, 4, 4), List.of(75.79, 1.97, 77.50, 0.23)),
            Map.entry(List.of(32, 3, 3), List.of(76.64, 2.01, 78.26, 0.23)),
            Map.entry(List.of(32, 3, 4), List.of(78.23, 1.98, 80.07, 0.21)),
            Map.entry(List.of(32, 4, 3), List.of(79.33, 1.75, 81.05, 0.20)),
            Map.entry(List.of(32, 4, 4), List.of(78.87, 1.82, 80.79, 0.21)),
            Map.entry(List.of(64, 3, 3), List.of(76.35, 2.14, 78.49, 0.24)),
            Map.entry(List.of(64, 3, 4), List.of(78.31, 2.16, 80.56, 0.24)),
            Map.entry(List.of(64, 4, 3), List.of(78.48, 2.14, 80.86, 0.21)),
            Map.entry(List.of(64, 4, 4), List.of(78.22, 2.09, 80.32, 0.22)));

    private static final Estimate PAPER_JOINT = new Estimate(86.25, 0.12, 10);

    private final Division reviews;
    private final Extent extent;
    private final int runs;

    TableA1Findings(Division reviews, Extent extent, int runs) {
        this.reviews = reviews;
        this.extent = extent;
        this.runs = runs;
    }

    Findings of(List<SentimentCell> cells, List<Double> joint) {
        return Findings.titled("Table A.1: sentiment from words embedded beforehand")
                .say(data())
                .show(table(cells, joint))
                .show(chart(cells))
                .judge(verdicts(cells, joint))
                .build();
    }

    private String data() {
        double positive = reviews.test().stream().filter(Sample::positive).count()
                * 100.0
                / reviews.test().size();
        return String.format(
                Locale.ROOT,
                "%d reviews to learn from, %d to choose by, %d to test on (%.1f %% of them kind), %d different words, the first"
                        + " %d of each review. A bidirectional GRU of %d states each way; weight decay chosen among %s. %d"
                        + " runs: mean (standard deviation) of the accuracy, per cent. The paper has 50,000 reviews.",
                reviews.training().size(),
                reviews.validation().size(),
                reviews.test().size(),
                positive,
                reviews.words(),
                extent.texts().length(),
                extent.effort().states(),
                extent.grid().decays(),
                runs);
    }

    private static Table table(List<SentimentCell> cells, List<Double> joint) {
        List<List<Cell>> rows = new ArrayList<>();
        for (SentimentCell cell : cells) {
            Schema schema = cell.schema();
            Optional<List<Double>> paper =
                    Optional.ofNullable(PAPER.get(List.of(schema.d(), schema.window(), schema.negatives())));
            rows.add(List.of(
                    Cell.of("d = " + schema.d() + ", windows " + schema.window() + ", negatives " + schema.negatives()),
                    Cell.percent(Estimate.of(cell.h()), DECIMALS),
                    Cell.percent(Estimate.of(cell.phi()), DECIMALS),
                    paper.map(figures -> published(figures.subList(0, 2))).orElse(Cell.none()),
                    paper.map(figures -> published(figures.subList(2, 4))).orElse(Cell.none())));
        }
        rows.add(List.of(
                Cell.of("words learnt with the rest"),
                Cell.percent(Estimate.of(joint), DECIMALS),
                Cell.none(),
                Cell.estimate(PAPER_JOINT, DECIMALS),
                Cell.none()));
        return new Table(
                "table-a1", "Accuracy:", List.of("words by", "h", "phi, d columns", "paper's h", "paper's phi"), rows);
    }

    private static Cell published(List<Double> figures) {
        return Cell.estimate(new Estimate(figures.get(0), figures.get(1), 10), DECIMALS);
    }

    private static BarChart chart(List<SentimentCell> cells) {
        return new BarChart(
                "table-a1",
                "Sentiment of reviews by words embedded beforehand",
                Axis.linear("accuracy, %"),
                cells.stream()
                        .map(SentimentCell::schema)
                        .map(schema -> schema.d() + "/" + schema.window() + "/" + schema.negatives())
                        .toList(),
                List.of(bars("h", cells, SentimentCell::h), bars("phi, d columns", cells, SentimentCell::phi)));
    }

    private static Bars bars(String name, List<SentimentCell> cells, Function<SentimentCell, List<Double>> accuracies) {
        return new Bars(
                name,
                cells.stream()
                        .map(cell -> Estimate.of(accuracies.apply(cell)).times(100))
                        .toList());
    }

    private static Verdict[] verdicts(List<SentimentCell> cells, List<Double> joint) {
        double h = mean(cells, cell -> Estimate.of(cell.h()).mean());
        double phi = mean(cells, cell -> Estimate.of(cell.phi()).mean());
        double hSpread = mean(cells, cell -> Estimate.of(cell.h()).sd());
        double phiSpread = mean(cells, cell -> Estimate.of(cell.phi()).sd());
        double together = 100 * Estimate.of(joint).mean();
        double loss = mean(cells, cell -> Estimate.of(cell.losses()).mean()) / 100;
        return new Verdict[] {
            Gain.of(all(cells, SentimentCell::phi), all(cells, SentimentCell::h))
                    .verdict("phi outperforms h, over all cells", "Accuracy"),
            Verdict.of(
                    "phi is almost eight times as stable as h, on average over the cells",
                    hSpread > 7 * phiSpread,
                    String.format(Locale.ROOT, "Standard deviation %.2f on h, %.2f on phi", hSpread, phiSpread)),
            Verdict.of(
                    "Words learnt with the rest do better than words embedded beforehand",
                    together > Math.max(h, phi),
                    String.format(Locale.ROOT, "Accuracy %.2f", together)),
            Verdict.of(
                    "Word2vec ends with a loss below 1e-6",
                    loss < 1e-6,
                    String.format(Locale.ROOT, "Mean loss of the last epoch %.3g", loss))
        };
    }

    private static double[] all(List<SentimentCell> cells, Function<SentimentCell, List<Double>> accuracies) {
        return cells.stream()
                .flatMap(cell -> accuracies.apply(cell).stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static double mean(List<SentimentCell> cells, Function<SentimentCell, Double> figure) {
        return 100 * cells.stream().mapToDouble(figure::apply).average().orElse(Double.NaN);
    }
}
