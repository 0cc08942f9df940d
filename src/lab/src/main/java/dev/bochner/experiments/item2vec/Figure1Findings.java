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
import dev.bochner.experiments.item2vec.Epoch.Losses;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.paper.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The findings of figure 1: a chart and a table for each of its four parts. */
final class Figure1Findings {
    private static final int FILMS_SHOWN = 3;
    private static final int DENSITY_SAMPLE = 5000;

    private final ExperimentOptions options;
    private final FilmCorpus films;
    private final List<Trained> trained;
    private final List<Snapshots> snapshots;
    private final List<double[][]> embeddings;
    private final Spread spread;

    Figure1Findings(ExperimentOptions options, FilmCorpus films, List<Trained> trained, List<Snapshots> snapshots) {
        this.options = options;
        this.films = films;
        this.trained = trained;
        this.snapshots = snapshots;
        this.embeddings = Trainings.embeddings(trained);
        this.spread = Spread.of(embeddings);
    }

    Findings findings() {
        return Findings.titled("Figure 1: independent trainings on the same data")
                .say(trained.size() + " trainings of item2vec, d = 32, on "
                        + films.films().size() + " films of "
                        + films.corpus().sequences().size()
                        + " users. The paper's figure is on ml-1m and has no numbers but on its axes.")
                .show(ofDimensions())
                .show(new Rotation(options.seed()).table(embeddings))
                .show(ofLosses())
                .show(losses())
                .show(ofProgress())
                .show(progress())
                .show(ofOutputs())
                .show(outputs())
                .judge(new Judgement(options).on(verdicts()))
                .build();
    }

    private LineChart ofDimensions() {
        SplittableRandom random = new SplittableRandom(options.seed());
        List<Series> series = new ArrayList<>();
        Spread aligned = Spread.of(Rotation.alignedToFirst(embeddings));
        for (int shown = 0; shown < FILMS_SHOWN; shown++) {
            int film = random.nextInt(films.films().size());
            String title = films.films().get(film).title();
            series.add(line(title, spread.ofItem(film)));
            series.add(line(title + ", aligned", aligned.ofItem(film)));
        }
        return new LineChart(
                "figure-1a",
                "1a: variance of each dimension over the trainings, three films",
                Axis.linear("dimension"),
                Axis.linear("variance"),
                series);
    }

    private static Series line(String name, double[] heights) {
        return new Series(
                name,
                Style.LINE,
                IntStream.range(0, heights.length)
                        .mapToObj(j -> Point.of(j + 1.0, heights[j]))
                        .toList());
    }

    private LineChart ofLosses() {
        int epochs = trained.stream().mapToInt(Trained::epochs).min().orElseThrow();
        return new LineChart(
                "figure-1b",
                "1b: loss, mean of the trainings and standard deviation",
                Axis.linear("epoch"),
                Axis.linear("loss of a pair"),
                List.of(band("learnt", epochs, Losses::learnt), band("held out", epochs, Losses::heldOut)));
    }

    private Series band(String name, int epochs, ToDoubleFunction<Losses> loss) {
        return new Series(
                name,
                Style.BAND,
                IntStream.rangeClosed(1, epochs)
                        .mapToObj(epoch -> Point.of(
                                epoch,
                                over(each -> loss.applyAsDouble(each.losses().get(epoch)))))
                        .toList());
    }

    private Estimate over(ToDoubleFunction<Trained> number) {
        return Estimate.of(trained.stream().mapToDouble(number).toArray());
    }

    private Table losses() {
        return new Table(
                "figure-1b-losses",
                "Where the trainings end",
                List.of("", "mean (sd) over trainings"),
                List.of(
                        List.of(Cell.of("epochs"), Cell.estimate(over(Trained::epochs), 1)),
                        List.of(
                                Cell.of("loss, learnt"),
                                Cell.estimate(over(each -> last(each).learnt()), 4)),
                        List.of(
                                Cell.of("loss, held out"),
                                Cell.estimate(over(each -> last(each).heldOut()), 4))));
    }

    private static Losses last(Trained trained) {
        return trained.losses().get(trained.epochs());
    }

    private LineChart ofProgress() {
        List<Series> series = Snapshots.common(snapshots).stream()
                .filter(epoch -> epoch > 0)
                .map(epoch -> density("epoch " + epoch, Spread.of(Snapshots.at(epoch, snapshots))))
                .toList();
        return new LineChart(
                "figure-1c",
                "1c: distribution of the variances of all films and dimensions",
                Axis.linear("log10 of the variance over the trainings"),
                Axis.linear("density"),
                series);
    }

    /**
     * Density of the logarithms of a subsample (every n-th value), because each point of the curve sums over all
     * values.
     */
    private static Series density(String name, Spread spread) {
        double[] all = spread.all();
        int stride = Math.max(1, all.length / DENSITY_SAMPLE);
        return Series.density(
                name,
                IntStream.range(0, all.length)
                        .filter(i -> i % stride == 0)
                        .mapToDouble(i -> Math.log10(all[i]))
                        .toArray());
    }

    private Table progress() {
        List<List<Cell>> rows = new ArrayList<>();
        for (int epoch : Snapshots.common(snapshots)) {
            Spread at = Spread.of(Snapshots.at(epoch, snapshots));
            Spread aligned = Spread.of(Rotation.alignedToFirst(Snapshots.at(epoch, snapshots)));
            rows.add(List.of(
                    Cell.of(epoch),
                    Cell.number(at.mean()),
                    Cell.fixed(at.share(), 3),
                    Cell.number(aligned.mean()),
                    Cell.fixed(aligned.share(), 3),
                    Cell.of(peaks(density("", at)))));
        }
        return new Table(
                "figure-1c-progress",
                "The variances as training goes on",
                List.of(
                        "epoch",
                        "mean variance",
                        "share of mean square",
                        "aligned",
                        "aligned, share of mean square",
                        "peaks of the density"),
                rows);
    }

    /** Number of local maxima that reach a twentieth of the global maximum. */
    private static int peaks(Series density) {
        List<Point> points = density.points();
        double top = points.stream().mapToDouble(Point::y).max().orElseThrow();
        return (int) IntStream.range(1, points.size() - 1)
                .filter(i -> points.get(i).y() > points.get(i - 1).y()
                        && points.get(i).y() >= points.get(i + 1).y()
                        && points.get(i).y() > top / 20)
                .count();
    }

    private LineChart ofOutputs() {
        Outputs pairs = new Outputs(films, options.seed());
        return new LineChart(
                "figure-1d",
                "1d: distribution of the variances of outputs, and of h",
                Axis.linear("log10 of the variance over the trainings"),
                Axis.linear("density"),
                List.of(
                        density("coordinates of h", spread),
                        density("score of the model", Spread.of(pairs.scores(trained))),
                        density("probability of the model", Spread.of(pairs.probabilities(trained))),
                        density("cosine of h and h'", Spread.of(pairs.cosines(trained)))));
    }

    private Table outputs() {
        Outputs pairs = new Outputs(films, options.seed());
        return new Table(
                "figure-1d-outputs",
                "Variances over the trainings: of the coordinates, and of what the model makes of pairs of films",
                List.of("numbers", "mean variance", "share of mean square"),
                List.of(
                        spread("coordinates of h", spread),
                        spread(
                                "score <h, c'>, c' the other film's vector as an output",
                                Spread.of(pairs.scores(trained))),
                        spread("probability, its sigmoid", Spread.of(pairs.probabilities(trained))),
                        spread("<h, h'>", Spread.of(pairs.products(trained))),
                        spread("cosine of h and h'", Spread.of(pairs.cosines(trained)))));
    }

    private static List<Cell> spread(String name, Spread of) {
        return List.of(Cell.of(name), Cell.number(of.mean()), Cell.fixed(of.share(), 3));
    }

    private List<Verdict> verdicts() {
        Estimate loss = over(each -> last(each).heldOut());
        List<Integer> epochs = Snapshots.common(snapshots);
        Spread first = Spread.of(Snapshots.at(1, snapshots));
        Spread later = Spread.of(Snapshots.at(epochs.get(epochs.size() - 1), snapshots));
        Outputs pairs = new Outputs(films, options.seed());
        Spread score = Spread.of(pairs.scores(trained));
        Spread probability = Spread.of(pairs.probabilities(trained));
        int peaks = peaks(density("", spread));
        return List.of(
                Verdict.of(
                        "Losses converge to almost the same value while coordinates are uncertain (1a, 1b)",
                        loss.sd() < 0.01 * loss.mean() && spread.share() > 0.5,
                        "Held-out loss " + Numbers.fixed(loss.mean(), 4) + " (" + Numbers.fixed(loss.sd(), 4)
                                + "); the variance of a coordinate is " + percent(spread.share())
                                + " of its mean square"),
                Verdict.of(
                        "The variance of h increases as training progresses (1c)",
                        later.mean() > first.mean(),
                        "From " + Numbers.significant(first.mean(), 3) + " after one epoch to "
                                + Numbers.significant(later.mean(), 3) + " after " + epochs.get(epochs.size() - 1)
                                + "; as a share of the mean square from " + percent(first.share()) + " to "
                                + percent(later.share())),
                Verdict.of(
                        "The variances are bimodal (1c, section 7)",
                        peaks >= 2,
                        "The density of their logarithms has " + peaks + (peaks == 1 ? " peak" : " peaks")),
                smaller("score", score),
                smaller("probability, the score's sigmoid,", probability));
    }

    private Verdict smaller(String output, Spread of) {
        return Verdict.of(
                "The variance of the model's " + output + " is by magnitudes smaller than that of h (1d)",
                of.mean() < spread.mean() / 10,
                Numbers.significant(of.mean(), 3) + ", of a coordinate of h " + Numbers.significant(spread.mean(), 3)
                        + "; as shares of the mean square " + percent(of.share()) + " and " + percent(spread.share()));
    }

    private static String percent(double share) {
        return Numbers.fixed(100 * share, 1) + " %";
    }
}
