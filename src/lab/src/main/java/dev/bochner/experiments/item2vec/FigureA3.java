package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.figures.Axis;
import dev.bochner.experiments.figures.BarChart;
import dev.bochner.experiments.figures.Cell;
import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.figures.Numbers;
import dev.bochner.experiments.figures.Table;
import dev.bochner.experiments.item2vec.GenreProbe.Scored;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.paper.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Figure A.3, first task: sensitivity to the length d of the embedding. */
public final class FigureA3 implements Experiment {
    @Override
    public String name() {
        return "figure-a3";
    }

    @Override
    public String description() {
        return "Genre prediction from h of length 16, 32 and 64, and from phi of as many and of twice as many columns"
                + " (figure A.3).";
    }

    /**
     * Scores for one length.
     *
     * @param d length of h
     * @param same scores of phi with d columns
     * @param twice scores of phi with 2 d columns
     */
    private record Row(int d, Scored h, Scored same, Scored twice) {}

    @Override
    public int runs(Size size) {
        return Dimension.runs(size);
    }

    @Override
    public Findings run(ExperimentOptions options, Consumer<String> progress) {
        Dimension.Judge judge = new Dimension.Judge(options);
        List<Row> rows = new ArrayList<>();
        for (Dimension dimension : Dimension.all(judge.films(), options, progress)) {
            int d = dimension.d();
            progress.accept("classifiers, d = " + d);
            rows.add(new Row(
                    d,
                    judge.of(dimension.h()),
                    judge.of(Variant.phi(dimension.h(), d / 2, options.seed())),
                    judge.of(Variant.phi(dimension.h(), d, options.seed()))));
        }
        return Findings.titled("Figure A.3: the length of the embedding")
                .say("Genre prediction of table 1 over " + options.runs()
                        + " trainings of each d; sigma = 1. phi_d has d"
                        + " columns (m = d / 2), phi_2d has 2 d (m = d). The paper's figure has no numbers but on its axes;"
                        + " its table 1 has those of d = 32.")
                .show(table(rows))
                .show(chart("figure-a3-accuracy", "accuracy", rows, Scored::accuracy))
                .show(chart("figure-a3-f1", "macro F1", rows, Scored::macroF1))
                .judge(new Judgement(options).on(verdicts(rows)))
                .build();
    }

    private static Table table(List<Row> rows) {
        List<List<Cell>> cells = new ArrayList<>();
        for (Row row : rows) {
            boolean isInTable = row.d() == 32;
            cells.add(cells("h_" + row.d(), isInTable ? "64.82 (2.83)" : "-", row.h()));
            cells.add(cells("phi_d, " + row.d() + " columns", isInTable ? "68.64 (0.27)" : "-", row.same()));
            cells.add(cells("phi_2d, " + 2 * row.d() + " columns", isInTable ? "85.77 (0.19)" : "-", row.twice()));
        }
        return new Table(
                "figure-a3",
                "Mean (standard deviation over trainings), percent",
                List.of("vectors", "accuracy, paper", "accuracy", "macro F1", "stale accuracy", "disagreement"),
                cells);
    }

    private static List<Cell> cells(String name, String printed, Scored scored) {
        return List.of(
                Cell.of(name),
                Cell.of(printed),
                Cell.percent(scored.accuracy().overRuns(), 2),
                Cell.percent(scored.macroF1().overRuns(), 2),
                Cell.percent(scored.stale().overRuns(), 2),
                Cell.percent(scored.disagreement().overRuns(), 2));
    }

    private static BarChart chart(String name, String what, List<Row> rows, Function<Scored, RunScores> measure) {
        return new BarChart(
                name,
                "A.3: " + what + " by the length of the embedding",
                Axis.linear(what + ", %"),
                rows.stream().map(row -> "d = " + row.d()).toList(),
                List.of(
                        bars("h_d", rows, row -> measure.apply(row.h())),
                        bars("phi_d", rows, row -> measure.apply(row.same())),
                        bars("phi_2d", rows, row -> measure.apply(row.twice()))));
    }

    private static BarChart.Bars bars(String name, List<Row> rows, Function<Row, RunScores> measure) {
        return new BarChart.Bars(
                name,
                rows.stream()
                        .map(row -> measure.apply(row).overRuns().times(100))
                        .toList());
    }

    private static List<Verdict> verdicts(List<Row> rows) {
        return List.of(
                verdict(
                        "phi_d outperforms h_d at every d",
                        rows,
                        Row::h,
                        Row::same,
                        row -> mean(row.same()) > mean(row.h())),
                verdict(
                        "phi_2d improves upon phi_d at every d",
                        rows,
                        Row::same,
                        Row::twice,
                        row -> mean(row.twice()) > mean(row.same())),
                verdict(
                        "phi_2d outperforms h_d at every d",
                        rows,
                        Row::h,
                        Row::twice,
                        row -> mean(row.twice()) > mean(row.h())),
                verdict(
                        "The variance of phi_2d's performance is considerably smaller than h_d's: half the standard deviation"
                                + " at most",
                        rows,
                        Row::h,
                        Row::twice,
                        row -> accuracy(row.twice()).sd() <= accuracy(row.h()).sd() / 2));
    }

    private static Verdict verdict(
            String claim, List<Row> rows, Function<Row, Scored> from, Function<Row, Scored> to, Predicate<Row> holds) {
        List<String> evidence = rows.stream()
                .map(row -> "d = " + row.d() + ": " + text(from.apply(row)) + " and " + text(to.apply(row)))
                .toList();
        return Verdict.of(claim, rows.stream().allMatch(holds), "Accuracy, " + String.join("; ", evidence));
    }

    private static Estimate accuracy(Scored scored) {
        return scored.accuracy().overRuns();
    }

    private static double mean(Scored scored) {
        return accuracy(scored).mean();
    }

    private static String text(Scored scored) {
        Estimate accuracy = accuracy(scored).times(100);
        return Numbers.fixed(accuracy.mean(), 2) + " (" + Numbers.fixed(accuracy.sd(), 2) + ")";
    }
}
