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
import dev.bochner.experiments.theory.Proposition2.Setup;
import dev.bochner.experiments.theory.Proposition2.WidthRow;
import dev.bochner.experiments.theory.Trainings.Order;
import dev.bochner.experiments.theory.WideLimit.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** The findings of {@link Proposition2}. */
record Proposition2Report(Setup setup, List<WidthRow> rows) {
    /** A variance whose exponent of the width is below this counts as falling like 1/d, which has exponent -1. */
    private static final double FALLS = -0.75;
    /** A variance whose exponent of the width is above this counts as constant. */
    private static final double STAYS = -0.25;
    /**
     * A distance whose exponent of the width is below this counts as falling like 1/sqrt(d), which has exponent -0.5.
     */
    private static final double CLOSES_IN = -0.35;

    Findings findings(List<Integer> times, List<Spread> overTime) {
        return Findings.titled("Proposition 2: a wide network's output converges, its hidden layer does not")
                .say(
                        "**The claim** (section 4.2, appendix C). For g(x) = Theta sigma(W x), weights N(0, 1/d), learning rate"
                                + " 1: after any number of steps the output converges almost surely, as the width d goes to infinity,"
                                + " to (C1 C2 + C3 C4) x, with (C1, C2, C3, C4) += L x (C3, C4, C1, C2) and L the loss's slope. The"
                                + " hidden layer h(x) = sigma(W x) stays random; inner products of it converge.")
                .say(simulated())
                .show(widths())
                .show(widthChart())
                .show(limits())
                .show(limitChart())
                .show(overTime(times, overTime))
                .judge(verdicts(grows(times, overTime)).toArray(Verdict[]::new))
                .build();
    }

    private String simulated() {
        return "**What was simulated.** " + setup.n() + " points of the unit sphere in " + setup.d0()
                + " dimensions, labelled by the sides of a plane; logistic loss; " + setup.steps()
                + " steps of one sample each; " + setup.runs()
                + " trainings per row, each from weights of its own, on the same"
                + " samples, in the same order or each in its own; seed " + setup.seed()
                + ". Variances are over trainings, means over "
                + setup.points()
                + " other points or their pairs. *Hidden share* is the variance of h(x), summed over its coordinates,"
                + " over the mean of |h(x)|^2: 1 if two trainings have nothing in common.";
    }

    private Table widths() {
        List<List<Cell>> cells = new ArrayList<>();
        for (WidthRow row : rows) {
            Spread spread = row.spread();
            cells.add(List.of(
                    Cell.of(row.setting().activation().label()),
                    Cell.of(row.setting().order().words()),
                    Cell.of(row.setting().width()),
                    Cell.number(spread.output()),
                    Cell.number(spread.outputSize()),
                    Cell.number(spread.inner()),
                    Cell.number(spread.innerSize()),
                    Cell.number(spread.hiddenShare()),
                    Cell.number(spread.coordinate())));
        }
        return new Table(
                "proposition-2-widths",
                "After the last step:",
                List.of(
                        "activation",
                        "order of samples",
                        "width d",
                        "variance of g",
                        "mean g^2",
                        "variance of <h,h'>",
                        "mean <h,h'>^2",
                        "hidden share",
                        "variance of a coordinate of h"),
                cells);
    }

    private Chart widthChart() {
        return new LineChart(
                "proposition-2-widths",
                "ReLU: variance over trainings, by width",
                Axis.log("width d").labelled(widthsOf(Activation.RELU, Order.SAME)),
                Axis.log("variance"),
                List.of(
                        series("output", Activation.RELU, Order.SAME, Spread::output),
                        series("output, own order", Activation.RELU, Order.OWN, Spread::output),
                        series("inner product", Activation.RELU, Order.SAME, Spread::inner),
                        series("hidden share", Activation.RELU, Order.SAME, Spread::hiddenShare),
                        series("a coordinate of h", Activation.RELU, Order.SAME, Spread::coordinate)));
    }

    private Series series(String name, Activation activation, Order order, ToDoubleFunction<Spread> value) {
        return new Series(
                name,
                Style.LINE,
                of(activation, order).stream()
                        .map(row -> Point.of(row.setting().width(), value.applyAsDouble(row.spread())))
                        .toList());
    }

    private List<WidthRow> of(Activation activation, Order order) {
        return rows.stream()
                .filter(row -> row.setting().activation() == activation
                        && row.setting().order() == order)
                .toList();
    }

    private double[] widthsOf(Activation activation, Order order) {
        return of(activation, order).stream()
                .mapToDouble(row -> row.setting().width())
                .toArray();
    }

    private List<WidthRow> withLimit() {
        return of(Activation.IDENTITY, Order.SAME);
    }

    private static double distance(WidthRow row, Formula formula) {
        return Objects.requireNonNull(row.distances().get(formula));
    }

    private Table limits() {
        List<List<Cell>> cells = new ArrayList<>();
        for (WidthRow row : withLimit()) {
            cells.add(List.of(
                    Cell.of(row.setting().width()),
                    Cell.number(Math.sqrt(row.spread().outputSize())),
                    Cell.number(distance(row, Formula.DERIVED)),
                    Cell.number(distance(row, Formula.SIGN_MENDED)),
                    Cell.number(distance(row, Formula.PRINTED))));
        }
        return new Table(
                "proposition-2-limits",
                "Identity, the same order: root mean square distance of the output from three limits. *Derived* is (C1 C3 + C4 C2) x"
                        + " with steps of -L x (C3, C4, C1, C2), which is what E[Theta W] gives; *sign mended* has those steps and the"
                        + " printed products; *printed* is the paper's.",
                List.of("width d", "size of g", "derived", "sign mended", "printed"),
                cells);
    }

    private Chart limitChart() {
        return new LineChart(
                "proposition-2-limits",
                "Identity: distance of the output from its limit, by width",
                Axis.log("width d").labelled(widthsOf(Activation.IDENTITY, Order.SAME)),
                Axis.log("root mean square distance"),
                List.of(
                        limitSeries("derived", Formula.DERIVED),
                        limitSeries("printed, but for the sign", Formula.SIGN_MENDED)));
    }

    private Series limitSeries(String name, Formula formula) {
        return new Series(
                name,
                Style.LINE,
                withLimit().stream()
                        .map(row -> Point.of(row.setting().width(), distance(row, formula)))
                        .toList());
    }

    private static Table overTime(List<Integer> times, List<Spread> overTime) {
        List<List<Cell>> cells = new ArrayList<>();
        for (int i = 0; i < times.size(); i++) {
            Spread spread = overTime.get(i);
            cells.add(List.of(
                    Cell.of(times.get(i)),
                    Cell.number(spread.output()),
                    Cell.number(spread.inner()),
                    Cell.number(spread.hidden()),
                    Cell.number(spread.hiddenShare())));
        }
        return new Table(
                "proposition-2-steps",
                "ReLU, the same order, width " + overTime.get(0).width() + ", as training goes on:",
                List.of(
                        "step",
                        "variance of g",
                        "variance of <h,h'>",
                        "variance of h, all coordinates",
                        "hidden share"),
                cells);
    }

    private List<Verdict> verdicts(Verdict last) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            verdicts.add(falls("the output's variance falls as 1/d", activation, Spread::output));
            verdicts.add(falls("that of inner products of the hidden layer falls as 1/d", activation, Spread::inner));
            double share = exponent(activation, Order.SAME, Spread::hiddenShare);
            verdicts.add(Verdict.of(
                    activation.label() + ": the hidden layer stays random, however wide",
                    share > STAYS,
                    "Hidden share goes with d to the power " + two(share) + " and is "
                            + two(widest(activation, Order.SAME).spread().hiddenShare()) + " at the widest"));
        }
        verdicts.add(coordinate());
        verdicts.add(derived());
        verdicts.add(printed());
        verdicts.add(ownOrder());
        verdicts.add(last);
        return verdicts;
    }

    private Verdict falls(String claim, Activation activation, ToDoubleFunction<Spread> value) {
        double exponent = exponent(activation, Order.SAME, value);
        return Verdict.of(
                activation.label() + ": " + claim, exponent < FALLS, "It goes with d to the power " + two(exponent));
    }

    private Verdict coordinate() {
        double exponent = exponent(Activation.RELU, Order.SAME, Spread::coordinate);
        return Verdict.of(
                "In the paper's own scale, where weights are N(0, 1/d), the variance of a coordinate of h stays while that of"
                        + " the output falls, as a comparison of figures 1c and 1d suggests",
                exponent > STAYS,
                "It goes with d to the power " + two(exponent)
                        + ": what stays is only the variance in proportion to the coordinates' own size");
    }

    private Verdict derived() {
        double exponent = limitExponent(Formula.DERIVED);
        return Verdict.of(
                "The output converges to a limit that the samples decide",
                exponent < CLOSES_IN,
                "Its distance from the derived limit goes with d to the power " + two(exponent));
    }

    private Verdict printed() {
        double exponent = limitExponent(Formula.PRINTED);
        WidthRow widest = withLimit().get(withLimit().size() - 1);
        return Verdict.of(
                "That limit is the printed one",
                exponent < CLOSES_IN,
                "At width " + widest.setting().width() + " the output, of size "
                        + Numbers.significant(Math.sqrt(widest.spread().outputSize()), 3) + ", is "
                        + Numbers.significant(distance(widest, Formula.PRINTED), 3)
                        + " away from it, which climbs the loss; "
                        + Numbers.significant(distance(widest, Formula.SIGN_MENDED), 3)
                        + " if the step's sign is mended; "
                        + Numbers.significant(distance(widest, Formula.DERIVED), 3)
                        + " from the derived limit");
    }

    private Verdict ownOrder() {
        double exponent = exponent(Activation.RELU, Order.OWN, Spread::output);
        double inner = exponent(Activation.RELU, Order.OWN, Spread::inner);
        double ratio = widest(Activation.RELU, Order.OWN).spread().output()
                / widest(Activation.RELU, Order.SAME).spread().output();
        return Verdict.of(
                "Output and inner products converge also when every training sees the samples in an order of its own (ReLU;"
                        + " the proposition does not say so, its takeaway may be read so)",
                exponent < FALLS && inner < FALLS,
                "Variances go with d to the powers " + two(exponent) + " and " + two(inner)
                        + "; at the widest that of the output is " + Numbers.significant(ratio, 3)
                        + " times what it is with one order for all");
    }

    private static Verdict grows(List<Integer> times, List<Spread> overTime) {
        Spread first = overTime.get(0);
        Spread last = overTime.get(overTime.size() - 1);
        return Verdict.of(
                "The variance of the hidden layer grows as training goes on, as in figure 1c (ReLU)",
                last.hidden() > first.hidden(),
                "Over all coordinates it is " + Numbers.significant(first.hidden(), 3) + " at the start and "
                        + Numbers.significant(last.hidden(), 3) + " after " + times.get(times.size() - 1)
                        + " steps; its share of |h|^2 is " + two(first.hiddenShare()) + " and "
                        + two(last.hiddenShare()));
    }

    private WidthRow widest(Activation activation, Order order) {
        List<WidthRow> rows = of(activation, order);
        return rows.get(rows.size() - 1);
    }

    private double exponent(Activation activation, Order order, ToDoubleFunction<Spread> value) {
        return PowerLaw.exponent(
                widthsOf(activation, order),
                of(activation, order).stream()
                        .mapToDouble(row -> value.applyAsDouble(row.spread()))
                        .toArray());
    }

    private double limitExponent(Formula formula) {
        return PowerLaw.exponent(
                widthsOf(Activation.IDENTITY, Order.SAME),
                withLimit().stream().mapToDouble(row -> distance(row, formula)).toArray());
    }

    private static String two(double value) {
        return Numbers.fixed(value, 2);
    }
}
