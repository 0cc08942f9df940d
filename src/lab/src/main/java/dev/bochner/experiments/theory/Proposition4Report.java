package dev.bochner.experiments.theory;

import dev.bochner.experiments.figures.Axis;
import dev.bochner.experiments.figures.Cell;
import dev.bochner.experiments.figures.Chart;
import dev.bochner.experiments.figures.LineChart;
import dev.bochner.experiments.figures.Numbers;
import dev.bochner.experiments.figures.Point;
import dev.bochner.experiments.figures.Series;
import dev.bochner.experiments.figures.Series.Style;
import dev.bochner.experiments.figures.Table;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.paper.Verdict;
import dev.bochner.experiments.theory.Proposition4.Case;
import dev.bochner.experiments.theory.Proposition4.Row;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The findings of {@link Proposition4}.
 *
 * @param rows by m, on the sphere
 * @param plane by m, in the plane
 * @param byVariance by the variance of Q
 */
record Proposition4Report(int runs, long seed, List<Row> rows, List<Row> plane, List<Row> byVariance) {
    Findings findings() {
        Case sphere = rows.get(0).of();
        return Findings.titled("Proposition 4: a wrong Q leaves a gap that no m and no n closes")
                .say("**The claim** (section 5, appendix E). The alignment A_n(Q), the mean of 1[y_i = y_j]"
                        + " <phi_m(h_i), phi_m(h_j)> over pairs, hardly depends on Q: for all Q within a divergence delta of Q*,"
                        + " P(sup |A_n(Q) - A_n(Q*)| >= epsilon) is at most of the order of sigma_Q^2 / epsilon^2"
                        + " exp(-m epsilon^2 / (16 (d + 2))) + exp(-n epsilon^2 / (64 (1 + delta))), so that the instability of using"
                        + " a proxy \"vanishes quickly\".")
                .say(
                        "**What was simulated.** One label; points uniform on the unit sphere; Q* = N(0, I), Q = N(0, sigma^2 I), each with"
                                + " directions of its own; features by the product's own map; " + runs
                                + " runs per row, each with new"
                                + " points and directions; seed " + seed
                                + ". The mean of A_n(Q) over points and directions is"
                                + " A(Q) = exp(-sigma^2) 0F1(; d/2; sigma^4/4) *whatever m and n are*: it is a mean over pairs of an unbiased"
                                + " estimate. The proof bounds |A_n(Q) - A(Q)|, the sampling error, and calls it"
                                + " |A_n(Q) - A_n(Q*)|. *Printed bound* is the right-hand side with 1 for its constant, sigma_Q^2 = d (the"
                                + " second moment) and the proof's divergence, half of chi-squared.")
                .show(table(
                        "proposition-4-gap",
                        title(sphere) + " (A(Q) and A(Q*) differ by " + four(sphere.limit()) + "):",
                        rows))
                .show(gapChart())
                .show(table(
                        "proposition-4-plane",
                        title(plane.get(0).of()) + " (they differ by "
                                + four(plane.get(0).of().limit()) + "), where the printed bound becomes small:",
                        plane))
                .show(varianceTable())
                .show(varianceChart())
                .judge(vanishes(), printed(), sampling(), divergence(), useful())
                .build();
    }

    private static String title(Case of) {
        return "d = " + of.sizes().d() + ", n = " + of.sizes().n() + ", sigma^2 = " + of.variance() + ", epsilon = "
                + of.epsilon();
    }

    private static Table table(String name, String title, List<Row> rows) {
        return new Table(
                name,
                title,
                List.of("m", "gap", "share of runs with gap >= epsilon", "printed bound", "sampling error"),
                rows.stream()
                        .map(row -> List.of(
                                Cell.of(row.of().sizes().m()),
                                Cell.estimate(row.gap(), 4),
                                Cell.fixed(row.above(), 2),
                                Cell.number(printedBound(row)),
                                Cell.estimate(row.error(), 4)))
                        .toList());
    }

    private static double printedBound(Row row) {
        return row.of().sizes().printedBound(row.of().variance(), row.of().epsilon());
    }

    private Chart gapChart() {
        double[] ms = ms();
        return new LineChart(
                "proposition-4-gap",
                "Gap between a Q of variance " + rows.get(0).of().variance() + " and one of 1, by m",
                Axis.log("directions m").labelled(ms),
                Axis.log("difference of alignments"),
                List.of(
                        new Series(
                                "gap |A_n(Q) - A_n(Q*)|",
                                Style.WHISKERS,
                                rows.stream()
                                        .map(row -> Point.of(row.of().sizes().m(), row.gap()))
                                        .toList()),
                        new Series(
                                "sampling error |A_n(Q) - A(Q)|",
                                Style.LINE,
                                rows.stream()
                                        .map(row -> Point.of(
                                                row.of().sizes().m(),
                                                row.error().mean()))
                                        .toList()),
                        Series.level("|A(Q) - A(Q*)|", rows.get(0).of().limit(), ms[0], ms[ms.length - 1])));
    }

    private double[] ms() {
        return rows.stream().mapToDouble(row -> row.of().sizes().m()).toArray();
    }

    private Table varianceTable() {
        Row first = byVariance.get(0);
        return new Table(
                "proposition-4-variance",
                "d = " + first.of().sizes().d() + ", n = " + first.of().sizes().n() + ", m = "
                        + first.of().sizes().m() + ", by the variance of Q:",
                List.of("sigma^2", "A_n(Q)", "A(Q)", "gap", "|A(Q) - A(Q*)|", "sqrt(chi-squared)"),
                byVariance.stream()
                        .map(row -> List.of(
                                Cell.number(row.of().variance()),
                                Cell.estimate(row.alignment(), 4),
                                Cell.fixed(row.of().expected(), 4),
                                Cell.estimate(row.gap(), 4),
                                Cell.fixed(row.of().limit(), 4),
                                Cell.number(root(row.of()))))
                        .toList());
    }

    private static double root(Case of) {
        return Math.sqrt(Sphere.chiSquared(of.sizes().d(), of.variance()));
    }

    private Chart varianceChart() {
        int d = byVariance.get(0).of().sizes().d();
        List<Point> curve = IntStream.rangeClosed(10, 100)
                .mapToObj(percent -> Point.of(percent / 100.0, Sphere.meanKernel(d, percent / 100.0)))
                .toList();
        List<Point> measured = byVariance.stream()
                .map(row -> Point.of(row.of().variance(), row.alignment().mean()))
                .toList();
        return new LineChart(
                "proposition-4-variance",
                "Alignment by the variance of Q, one class, d = " + d,
                Axis.linear("variance of Q"),
                Axis.linear("alignment").range(0, 1),
                List.of(
                        new Series("A(Q)", Style.BAND, curve),
                        new Series("A_n(Q), mean of " + runs + " runs", Style.DOTS, measured),
                        Series.level("A(Q*)", Sphere.meanKernel(d, 1), 0.1, 1)));
    }

    private Row last() {
        return rows.get(rows.size() - 1);
    }

    private Verdict vanishes() {
        Row last = last();
        double error = last.gap().error();
        return Verdict.of(
                "The gap between Q and Q* vanishes as m grows",
                last.gap().mean() < last.of().limit() / 2,
                "At m = " + last.of().sizes().m() + " it is "
                        + four(last.gap().mean()) + " (standard error " + four(error) + "), and the closed form is "
                        + four(last.of().limit()) + " for any m and n");
    }

    private Verdict printed() {
        Row last = plane.get(plane.size() - 1);
        return Verdict.of(
                "The printed bound holds where it says something",
                last.above() <= printedBound(last),
                "In the plane, sigma^2 = " + last.of().variance() + ", m = "
                        + last.of().sizes().m() + ", n = "
                        + last.of().sizes().n() + ": " + Numbers.fixed(100 * last.above(), 0)
                        + " % of the runs have a gap of " + last.of().epsilon() + " or more, the bound is "
                        + Numbers.significant(printedBound(last), 2)
                        + "; since the mean gap stays, no constant mends it for all m");
    }

    private Verdict sampling() {
        double exponent = PowerLaw.exponent(
                ms(), rows.stream().mapToDouble(row -> row.error().mean()).toArray());
        return Verdict.of(
                "What the proof bounds does vanish: the sampling error |A_n(Q) - A(Q)| falls with m",
                last().error().mean() < rows.get(0).error().mean() / 2,
                "From m = " + rows.get(0).of().sizes().m() + " on it goes with m to the power "
                        + Numbers.fixed(exponent, 2) + ", from "
                        + four(rows.get(0).error().mean()) + " to "
                        + four(last().error().mean()));
    }

    private Verdict divergence() {
        boolean holds = byVariance.stream().allMatch(row -> row.of().limit() <= root(row.of()));
        Row near = byVariance.get(byVariance.size() - 2);
        return Verdict.of(
                "What is left of the proposition: |A(Q) - A(Q*)| is at most sqrt(chi-squared), whatever m and n (Cauchy and"
                        + " Schwarz); only a nearer Q closes the gap",
                holds,
                "It holds for all " + byVariance.size() + " variances; at sigma^2 = "
                        + near.of().variance() + " the gap is " + four(near.of().limit()) + " of "
                        + four(root(near.of())));
    }

    private Verdict useful() {
        Case sphere = rows.get(0).of();
        int d = sphere.sizes().d();
        double square = sphere.epsilon() * sphere.epsilon();
        double from = 16 * (d + 2) / square * Math.log(d / square);
        return Verdict.of(
                "The bound says something at the sizes that the paper uses (m of 16 to 64)",
                from <= 64,
                "At d = " + d + " and epsilon = " + sphere.epsilon() + " its first term alone is above 1 up to m = "
                        + Math.round(from));
    }

    private static String four(double value) {
        return Numbers.fixed(value, 4);
    }
}
