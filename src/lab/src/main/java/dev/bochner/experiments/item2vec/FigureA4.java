package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.figures.Axis;
import dev.bochner.experiments.figures.Cell;
import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.figures.LineChart;
import dev.bochner.experiments.figures.Numbers;
import dev.bochner.experiments.figures.Point;
import dev.bochner.experiments.figures.Series;
import dev.bochner.experiments.figures.Series.Style;
import dev.bochner.experiments.figures.Table;
import dev.bochner.experiments.item2vec.GenreProbe.Scored;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.paper.Verdict;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Figure A.4, first task: sensitivity to the variance of Q. */
public final class FigureA4 implements Experiment {
    /** The variances of the paper's figure, and 1, which the paper uses everywhere else. */
    private static final List<Double> VARIANCES = List.of(0.2, 0.4, 0.6, 0.8, 1.0);

    private static final double STABLE = 0.02;

    @Override
    public String name() {
        return "figure-a4";
    }

    @Override
    public String description() {
        return "Genre prediction from phi with directions of variance 0.2 to 0.8, for embeddings of length 16, 32 and 64"
                + " (figure A.4).";
    }

    /**
     * Scores for one length and one variance of Q.
     *
     * @param d length of h, and columns of phi
     * @param variance of a component of a direction, sigma^2
     */
    private record Row(int d, double variance, Scored scored) {
        Estimate accuracy() {
            return scored.accuracy().overRuns().times(100);
        }

        Estimate macroF1() {
            return scored.macroF1().overRuns().times(100);
        }
    }

    @Override
    public int runs(Size size) {
        return Dimension.runs(size);
    }

    @Override
    public Findings run(ExperimentOptions options, Consumer<String> progress) {
        Dimension.Judge judge = new Dimension.Judge(options);
        List<Row> rows = new ArrayList<>();
        for (Dimension dimension : Dimension.all(judge.films(), options, progress)) {
            progress.accept("classifiers, d = " + dimension.d());
            for (double variance : VARIANCES) {
                FeatureSpec spec = FeatureSpec.gaussian(
                        dimension.d(), dimension.d() / 2, options.seed(), Math.sqrt(variance), Normalisation.L2);
                rows.add(new Row(dimension.d(), variance, judge.of(Variant.phi(dimension.h(), spec))));
            }
        }
        return Findings.titled("Figure A.4: the variance of Q")
                .say("Genre prediction of table 1 from phi_d (d columns, m = d / 2) over " + options.runs()
                        + " trainings of each d; the paper varies sigma^2 from 0.2 to 0.8 and uses 1 elsewhere. Its figure"
                        + " has no numbers but on its axes.")
                .show(table(rows))
                .show(chart("figure-a4-accuracy", "accuracy", rows, Row::accuracy))
                .show(chart("figure-a4-f1", "macro F1", rows, Row::macroF1))
                .judge(new Judgement(options).on(List.of(verdict(rows))))
                .build();
    }

    private static Table table(List<Row> rows) {
        return new Table(
                "figure-a4",
                "Mean (standard deviation over trainings), percent",
                List.of("d", "sigma^2", "accuracy", "macro F1", "disagreement"),
                rows.stream()
                        .map(row -> List.of(
                                Cell.of(row.d()),
                                Cell.number(row.variance()),
                                Cell.estimate(row.accuracy(), 2),
                                Cell.estimate(row.macroF1(), 2),
                                Cell.percent(row.scored().disagreement().overRuns(), 2)))
                        .toList());
    }

    private static LineChart chart(String name, String what, List<Row> rows, Function<Row, Estimate> measure) {
        return new LineChart(
                name,
                "A.4: " + what + " of phi_d by the variance of Q",
                Axis.linear("sigma^2")
                        .labelled(VARIANCES.stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray()),
                Axis.linear(what + ", %"),
                rows.stream()
                        .map(Row::d)
                        .distinct()
                        .map(d -> new Series(
                                "d = " + d,
                                Style.WHISKERS,
                                rows.stream()
                                        .filter(row -> row.d() == d)
                                        .map(row -> Point.of(row.variance(), measure.apply(row)))
                                        .toList()))
                        .toList());
    }

    private static Verdict verdict(List<Row> rows) {
        List<String> evidence = new ArrayList<>();
        boolean isStable = true;
        for (int d : rows.stream().map(Row::d).distinct().toList()) {
            List<Double> means = rows.stream()
                    .filter(row -> row.d() == d)
                    .map(row -> row.accuracy().mean())
                    .sorted()
                    .toList();
            double low = means.get(0);
            double high = means.get(means.size() - 1);
            isStable &= high - low < 100 * STABLE;
            evidence.add("d = " + d + ": " + Numbers.fixed(low, 2) + " to " + Numbers.fixed(high, 2));
        }
        return Verdict.of(
                "Performance is very stable under different sigma: within two points of accuracy",
                isStable,
                "Accuracy, " + String.join("; ", evidence));
    }
}
