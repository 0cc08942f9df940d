package dev.bochner.experiments.theory;

import dev.bochner.experiments.figures.Axis;
import dev.bochner.experiments.figures.Cell;
import dev.bochner.experiments.figures.Chart;
import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.figures.LineChart;
import dev.bochner.experiments.figures.Numbers;
import dev.bochner.experiments.figures.Point;
import dev.bochner.experiments.figures.Series;
import dev.bochner.experiments.figures.Series.Style;
import dev.bochner.experiments.figures.Table;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.paper.Verdict;
import dev.bochner.experiments.theory.NoisyRegression.Estimator;
import dev.bochner.experiments.theory.Proposition3.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/** The findings of {@link Proposition3}. */
record Proposition3Report(int runs, long seed, List<Row> rows) {
    /** The noise of the charts: as large as the signal. */
    private static final double SHOWN = 1;
    /** Greatest difference of a measured exponent from the claimed one that counts as agreement. */
    private static final double NEAR = 0.15;
    /** Greatest relative difference of least squares from its plateau that counts as agreement. */
    private static final double CLOSE = 0.1;

    Findings findings() {
        NoisyRegression setting = rows.get(0).setting();
        return Findings.titled("Proposition 3: noise in representations, and what it really costs")
                .say(
                        "**The claim** (section 4.3, appendix D). y = <theta, h> with at most q components of theta not 0, h ~"
                                + " N(0, sigma_h^2 I), and only h + e seen, e ~ N(0, sigma_e^2 I). Then for every estimator, with"
                                + " probability 1/2, the worst |theta^ - theta| is at least of the order of"
                                + " (sigma_e^2 / sigma_h^2) (q / n) log(d / q): the best that can be done is controlled by the noise.")
                .say("**What was simulated.** d = " + setting.d() + ", q = " + setting.q()
                        + ", sigma_h = 1, theta of norm 1 with components of equal size and random sign; " + runs
                        + " runs per row; seed " + seed
                        + ". *Least squares* takes what is seen for the truth; *corrected* multiplies it by"
                        + " 1 + sigma_e^2 / sigma_h^2, which takes knowing the noise; *q largest* keeps the q largest of those; *known"
                        + " places* is corrected least squares on theta's own places; *zero* is always 0. *Printed bound* is the"
                        + " right-hand side with 1 for its constant. Means over runs, standard deviation behind.")
                .show(distances())
                .show(distanceChart())
                .show(predictions())
                .show(predictionChart())
                .judge(rate(), squared(), byNoise(), bounded(), plateaus(), predicts())
                .build();
    }

    private Table distances() {
        List<String> header = new ArrayList<>(List.of("sigma_e / sigma_h", "n", "printed bound", "its root"));
        for (Estimator estimator : Estimator.values()) {
            header.add(estimator.label());
        }
        return new Table(
                "proposition-3-distances",
                "Distance |theta^ - theta|:",
                header,
                rows.stream().map(Proposition3Report::cells).toList());
    }

    private static List<Cell> cells(Row row) {
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.number(row.setting().noise()),
                Cell.of(row.n()),
                Cell.number(row.printedBound()),
                Cell.number(Math.sqrt(row.printedBound()))));
        for (Estimator estimator : Estimator.values()) {
            cells.add(Cell.estimate(row.distance(estimator), 4));
        }
        return cells;
    }

    private Table predictions() {
        List<Row> largest = rows.stream()
                .filter(row -> row.n() == rows.get(rows.size() - 1).n())
                .toList();
        List<List<Cell>> cells = new ArrayList<>();
        for (Row row : largest) {
            List<Cell> line = new ArrayList<>(List.of(
                    Cell.number(row.setting().noise()), Cell.fixed(row.setting().leastPrediction(), 4)));
            for (Estimator estimator : Estimator.values()) {
                line.add(Cell.estimate(row.prediction(estimator), 4));
            }
            cells.add(line);
        }
        List<String> header = new ArrayList<>(List.of("sigma_e / sigma_h", "least possible"));
        for (Estimator estimator : Estimator.values()) {
            header.add(estimator.label());
        }
        return new Table(
                "proposition-3-predictions",
                "Mean squared error of predicting y (variance 1) from what is seen, n = "
                        + rows.get(rows.size() - 1).n() + ":",
                header,
                cells);
    }

    private Chart distanceChart() {
        List<Row> shown = withNoise(SHOWN);
        List<Series> series = new ArrayList<>(chartOf(shown, Row::distance));
        series.add(dashed("printed bound", shown, Row::printedBound));
        series.add(dashed("its root", shown, row -> Math.sqrt(row.printedBound())));
        return new LineChart(
                "proposition-3-distances",
                "Distance from theta by sample size, sigma_e = sigma_h",
                Axis.log("samples n").labelled(sizes(shown)),
                Axis.log("|theta^ - theta|"),
                series);
    }

    private Chart predictionChart() {
        List<Row> shown = withNoise(SHOWN);
        List<Series> series = new ArrayList<>(chartOf(shown, Row::prediction));
        series.add(dashed("least possible", shown, row -> row.setting().leastPrediction()));
        return new LineChart(
                "proposition-3-predictions",
                "Error of predictions by sample size, sigma_e = sigma_h",
                Axis.log("samples n").labelled(sizes(shown)),
                Axis.linear("mean squared error, y has variance 1"),
                series);
    }

    private static List<Series> chartOf(List<Row> rows, BiFunction<Row, Estimator, Estimate> value) {
        List<Series> series = new ArrayList<>();
        for (Estimator estimator : Estimator.values()) {
            series.add(new Series(
                    estimator.label(),
                    Style.WHISKERS,
                    rows.stream()
                            .map(row -> Point.of(row.n(), value.apply(row, estimator)))
                            .toList()));
        }
        return series;
    }

    private static Series dashed(String name, List<Row> rows, ToDoubleFunction<Row> value) {
        return new Series(
                name,
                Style.DASHED,
                rows.stream()
                        .map(row -> Point.of(row.n(), value.applyAsDouble(row)))
                        .toList());
    }

    private List<Row> withNoise(double noise) {
        return rows.stream().filter(row -> row.setting().noise() == noise).toList();
    }

    private static double[] sizes(List<Row> rows) {
        return rows.stream().mapToDouble(Row::n).toArray();
    }

    private static double exponent(List<Row> rows, ToDoubleFunction<Row> x, Estimator estimator) {
        return PowerLaw.exponent(
                rows.stream().mapToDouble(x).toArray(),
                rows.stream().mapToDouble(row -> row.distance(estimator).mean()).toArray());
    }

    private Verdict rate() {
        List<Row> shown = withNoise(SHOWN);
        double oracle = exponent(shown, Row::n, Estimator.ORACLE);
        Row first = shown.get(0);
        Row last = shown.get(shown.size() - 1);
        return Verdict.of(
                "The distance falls as fast as the printed bound, as 1/n",
                Math.abs(oracle + 1) < NEAR,
                "Even for an estimator that knows theta's places it goes with n to the power " + two(oracle)
                        + ": it is "
                        + Numbers.significant(first.distance(Estimator.ORACLE).mean() / first.printedBound(), 2)
                        + " times the bound at n = " + first.n() + " and "
                        + Numbers.significant(last.distance(Estimator.ORACLE).mean() / last.printedBound(), 2)
                        + " times at n = " + last.n());
    }

    /**
     * The verdict on the squared distance, by the estimator that knows which components are not 0. Others have to
     * find these first, which changes their rates.
     */
    private Verdict squared() {
        List<Row> shown = withNoise(SHOWN);
        double exponent = exponent(shown, Row::n, Estimator.ORACLE);
        Row first = shown.get(0);
        Row last = shown.get(shown.size() - 1);
        return Verdict.of(
                "That rate is the one of the squared distance, which is what the proof bounds",
                Math.abs(exponent + 0.5) < NEAR,
                "For known places the squared distance is " + two(squaredRatio(first))
                        + " times the right-hand side at n = " + first.n() + " and " + two(squaredRatio(last))
                        + " times at n = " + last.n());
    }

    private static double squaredRatio(Row row) {
        return Math.pow(row.distance(Estimator.ORACLE).mean(), 2) / row.printedBound();
    }

    private Verdict byNoise() {
        int n = rows.get(rows.size() - 1).n();
        List<Row> mild = rows.stream()
                .filter(row -> row.n() == n && row.setting().noise() <= 2)
                .toList();
        double oracle = exponent(mild, row -> row.setting().noise(), Estimator.ORACLE);
        double largest = exponent(mild, row -> row.setting().noise(), Estimator.LARGEST);
        return Verdict.of(
                "The distance is controlled by sigma_e / sigma_h, its square by the square of that",
                Math.abs(oracle - 1) < NEAR && Math.abs(largest - 1) < NEAR,
                "At n = " + n + " distances go with it to the powers " + two(oracle) + " (known places) and "
                        + two(largest) + " (q largest)");
    }

    private Verdict bounded() {
        Row worst =
                rows.stream().max((a, b) -> Double.compare(ratio(a), ratio(b))).orElseThrow();
        return Verdict.of(
                "For theta of bounded norm it is a lower bound, with one constant for all n and all noise",
                ratio(worst) <= 1,
                "For norm 1 the estimate 0 is never further away than 1, but the right-hand side is "
                        + Numbers.significant(worst.printedBound(), 3) + " at sigma_e / sigma_h = "
                        + worst.setting().noise() + ", n = " + worst.n()
                        + " and grows with the noise without limit (as printed theta may be as large as one likes: the worst distance"
                        + " is then infinite, and the statement empty)");
    }

    private static double ratio(Row row) {
        return row.printedBound() / row.distance(Estimator.ZERO).mean();
    }

    private Verdict plateaus() {
        Row last = withNoise(SHOWN).get(withNoise(SHOWN).size() - 1);
        double distance = last.distance(Estimator.LEAST_SQUARES).mean();
        return Verdict.of(
                "Plain least squares finds theta, given enough data",
                Math.abs(distance / last.setting().plateau() - 1) > CLOSE,
                "At sigma_e = sigma_h and n = " + last.n() + " it is " + Numbers.fixed(distance, 3)
                        + " away, and with ever more data sigma_e^2 / (sigma_h^2 + sigma_e^2) = "
                        + Numbers.fixed(last.setting().plateau(), 3)
                        + ": shrunk, not noisy. The proposition's bound goes to 0 and does not see that");
    }

    private Verdict predicts() {
        Row last = withNoise(SHOWN).get(withNoise(SHOWN).size() - 1);
        double plain = last.prediction(Estimator.LEAST_SQUARES).mean();
        double corrected = last.prediction(Estimator.ORACLE).mean();
        return Verdict.of(
                "Whoever is nearer to theta predicts better",
                corrected < plain,
                "There the error of predictions is " + Numbers.fixed(plain, 3) + " for least squares and "
                        + Numbers.fixed(corrected, 3) + " for known places, which is nearer to theta; nothing is below "
                        + Numbers.fixed(last.setting().leastPrediction(), 3)
                        + ", whatever n: that floor, not the distance from theta, is what noisy representations cost");
    }

    private static String two(double value) {
        return Numbers.fixed(value, 2);
    }
}
