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
import dev.bochner.experiments.theory.Lemma1.ClusterRow;
import dev.bochner.experiments.theory.Lemma1.Example;
import dev.bochner.experiments.theory.Lemma1.SampleRow;
import dev.bochner.experiments.theory.Lemma1.Search;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The findings of {@link Lemma1}. */
record Lemma1Report(
        String how, List<Example> examples, List<SampleRow> samples, Search search, List<ClusterRow> clusters) {
    Findings findings() {
        return Findings.titled("Lemma 1: alignment does not bound the risk, unless it keeps its sign")
                .say(
                        "**The claim** (section 4.3, appendix D). Under 0-1 loss, with probability at least 1 - delta, the risk of the"
                                + " Nadaraya-Watson estimator is at most 1 - sqrt(delta) A, with A = E[1[Y = Y'] K(h(X), h(X'))]: the"
                                + " predictability of h is \"strictly guaranteed\". K is the paper's kernel exp(-|h - h'|^2), on unit vectors.")
                .say(
                        "**What was computed.** The proof bounds E[Y f(X)] from below by E[1[Y = Y'] K], but Y f(X) averages Y Y' K,"
                                + " which is E[1[Y = Y'] K] *minus* E[1[Y != Y'] K]. So the counterexamples have nearly all of both classes"
                                + " in one spot: the alignment is half the kernel's largest value, whoever is right. Most of class 1 lies at"
                                + " a small angle on a circle and most of class -1 at minus that angle; a few strays of each class lie beyond"
                                + " the other one, and the sum over them decides the sign for all the rest. Example A has 5 % strays, 0.684 rad"
                                + " away, the spots at 0.011 rad; example B has 20 %, the spots at 0.051 rad. Risk, A and E[1[Y != Y'] K] are"
                                + " finite sums. Samples are drawn beside, for the estimator that only knows n points; so are random"
                                + " distributions on 2 to 8 places of the circle, and two Gaussian clusters. "
                                + how)
                .show(exact())
                .show(boundChart())
                .show(sampled())
                .show(clusterTable())
                .show(clusterChart())
                .judge(holds(), withSign(), saysMore(), typical())
                .build();
    }

    private Table exact() {
        List<List<Cell>> cells = examples.stream()
                .map(example -> List.of(
                        Cell.of(example.name()),
                        Cell.number(example.strayShare()),
                        Cell.fixed(example.places().alignment(), 4),
                        Cell.fixed(example.places().opposition(), 4),
                        Cell.fixed(example.places().risk(), 4),
                        Cell.fixed(example.bound(Lemma1.DELTA), 4),
                        Cell.fixed(smallestViolated(example), 4)))
                .toList();
        return new Table(
                "lemma-1-examples",
                "The estimator that knows the distribution:",
                List.of(
                        "example",
                        "strays",
                        "A",
                        "E[1[Y != Y'] K]",
                        "risk",
                        "bound at delta = " + Lemma1.DELTA,
                        "risk above the bound for delta from"),
                cells);
    }

    /** The risk is above 1 - sqrt(delta) A for every delta above this. */
    private static double smallestViolated(Example example) {
        double root = (1 - example.places().risk()) / example.places().alignment();
        return root * root;
    }

    private Chart boundChart() {
        Example example = examples.get(0);
        List<Point> bound = IntStream.rangeClosed(0, 100)
                .mapToObj(percent -> Point.of(percent / 100.0, example.bound(percent / 100.0)))
                .toList();
        return new LineChart(
                "lemma-1-counterexample",
                "Example A: risk and the lemma's bound, by delta",
                Axis.linear("delta (the lemma: with probability 1 - delta)").range(0, 1),
                Axis.linear("risk").range(0.4, 1),
                List.of(
                        new Series("bound 1 - sqrt(delta) A", Style.BAND, bound),
                        Series.level("risk", example.places().risk(), 0, 1)));
    }

    private Table sampled() {
        return new Table(
                "lemma-1-samples",
                "The estimator made of n samples: its risk, and the share of the samples for which that is above the bound at delta = "
                        + Lemma1.DELTA + " (at most that share would be allowed).",
                List.of("example", "n", "risk", "share above the bound"),
                samples.stream()
                        .map(row -> List.of(
                                Cell.of(row.example().name()),
                                Cell.of(row.n()),
                                Cell.estimate(row.risk(), 3),
                                Cell.fixed(row.above(), 2)))
                        .toList());
    }

    private Table clusterTable() {
        return new Table(
                "lemma-1-clusters",
                "Two clusters on the sphere, the lemma's bound at delta = " + Lemma1.DELTA
                        + ", and the bound 1 - E[Y Y' K] that keeps the sign:",
                List.of("commonest class", "separation", "risk", "A", "lemma's bound", "signed bound"),
                clusters.stream()
                        .map(row -> List.of(
                                Cell.number(row.clusters().commonest()),
                                Cell.number(row.clusters().separation()),
                                Cell.estimate(row.risk(), 3),
                                Cell.estimate(row.alignment(), 3),
                                Cell.estimate(row.lemmaBound(), 3),
                                Cell.estimate(row.signedBound(), 3)))
                        .toList());
    }

    private Chart clusterChart() {
        List<ClusterRow> balanced = clusters.stream()
                .filter(row -> row.clusters().commonest() == 0.5)
                .toList();
        double last = balanced.get(balanced.size() - 1).clusters().separation();
        return new LineChart(
                "lemma-1-clusters",
                "Two balanced clusters: risk and bounds, by separation",
                Axis.linear("separation"),
                Axis.linear("risk").range(0, 1),
                List.of(
                        series("risk", balanced, ClusterRow::risk),
                        series("lemma's bound, delta = " + Lemma1.DELTA, balanced, ClusterRow::lemmaBound),
                        series("signed bound", balanced, ClusterRow::signedBound),
                        Series.level("guessing", 0.5, 0, last)));
    }

    private static Series series(String name, List<ClusterRow> rows, Function<ClusterRow, Estimate> value) {
        return new Series(
                name,
                Style.WHISKERS,
                rows.stream()
                        .map(row -> Point.of(row.clusters().separation(), value.apply(row)))
                        .toList());
    }

    private Verdict holds() {
        Example example = examples.get(0);
        double risk = example.places().risk();
        SampleRow large = samples.stream()
                .max((a, b) -> Double.compare(a.above(), b.above()))
                .orElseThrow();
        return Verdict.of(
                "The lemma holds",
                risk <= example.bound(Lemma1.DELTA),
                "Example A has risk " + three(risk) + " and A = "
                        + three(example.places().alignment())
                        + ", the bound at delta = " + Lemma1.DELTA + " is " + three(example.bound(Lemma1.DELTA))
                        + "; of samples of " + large.n() + " from example "
                        + large.example().name() + ", "
                        + Numbers.fixed(100 * large.above(), 0) + " % are above it. " + searched());
    }

    private String searched() {
        return search.above() == 0
                ? "None of " + search.drawn() + " random distributions is: such cases have to be looked for"
                : "Of " + search.drawn() + " random distributions " + search.above() + " are, by up to "
                        + three(search.largest());
    }

    private Verdict withSign() {
        boolean clustersHold = clusters.stream()
                .allMatch(row -> row.risk().mean() <= row.signedBound().mean());
        boolean examplesHold = examples.stream()
                .allMatch(example -> example.places().risk()
                        <= 1 - example.places().alignment() + example.places().opposition());
        return Verdict.of(
                "With the sign kept, the risk of the estimator that knows the distribution is at most 1 - E[Y Y' K], without any"
                        + " delta (for 1 - R = P(Y f > 0) >= E[Y f] where |f| <= 1)",
                search.aboveSigned() == 0 && clustersHold && examplesHold,
                "Above it are " + search.aboveSigned() + " of " + search.drawn()
                        + " random distributions; the mean risks of the clusters and the examples are "
                        + (clustersHold && examplesHold ? "all below" : "not all below"));
    }

    private Verdict saysMore() {
        return Verdict.of(
                "The lemma's bound can be below the risk of always saying the commonest class (A is at most P(Y = Y'), which speaks"
                        + " against it)",
                search.boundBelowGuess() > 0 || clusters.stream().anyMatch(Lemma1Report::belowGuess),
                "Even at delta = 1 it is below in " + search.boundBelowGuess() + " of " + search.drawn()
                        + " random distributions and in "
                        + clusters.stream().filter(Lemma1Report::belowGuess).count() + " of " + clusters.size()
                        + " clusters");
    }

    private static boolean belowGuess(ClusterRow row) {
        return 1 - row.alignment().mean() < 1 - row.clusters().commonest();
    }

    private Verdict typical() {
        long above = clusters.stream()
                .filter(row -> row.risk().mean() > row.lemmaBound().mean())
                .count();
        return Verdict.of(
                "On ordinary data, classes that cluster, the risk stays below the lemma's bound",
                above == 0,
                "Above it are " + above + " of " + clusters.size() + " clusters");
    }

    private static String three(double value) {
        return Numbers.fixed(value, 3);
    }
}
