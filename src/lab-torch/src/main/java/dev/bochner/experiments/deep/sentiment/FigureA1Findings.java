package dev.bochner.experiments.deep.sentiment;

import dev.bochner.experiments.figures.Axis;
import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.figures.LineChart;
import dev.bochner.experiments.figures.Point;
import dev.bochner.experiments.figures.Series;
import dev.bochner.experiments.figures.Series.Style;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.paper.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The findings of figure A.1. Early stopping ends trainings at different epochs, so they are compared up to the epoch
 * at which the first one ended.
 */
final class FigureA1Findings {
    private static final int SHOWN = 3;

    private final Division reviews;
    private final List<WatchedTraining> trainings;
    private final int epochs;

    private FigureA1Findings(Division reviews, List<WatchedTraining> trainings) {
        this.reviews = reviews;
        this.trainings = trainings;
        this.epochs = trainings.stream()
                .mapToInt(training -> training.epochs().size())
                .min()
                .orElseThrow();
    }

    static Findings of(Division reviews, List<WatchedTraining> trainings) {
        return new FigureA1Findings(reviews, trainings).findings();
    }

    private Findings findings() {
        return Findings.titled("Figure A.1: representations of reviews over independent trainings")
                .say(String.format(
                        Locale.ROOT,
                        "%d trainings of %d epochs on the same %d reviews; the last hidden layer, %d outputs, of %d reviews that"
                                + " none of them learnt from. The shown reviews are the first three.",
                        trainings.size(),
                        epochs,
                        reviews.training().size(),
                        FigureA1.HIDDEN,
                        reviews.test().size()))
                .show(dimensions())
                .show(convergence())
                .show(distributions())
                .judge(verdicts())
                .build();
    }

    /** Part (a): variance of each dimension. */
    private LineChart dimensions() {
        List<Series> series = new ArrayList<>();
        for (int review = 0; review < Math.min(SHOWN, reviews.test().size()); review++) {
            double[] variances = variances(epochs - 1, review);
            series.add(new Series(
                    "review " + (review + 1),
                    Style.DOTS,
                    IntStream.range(0, variances.length)
                            .mapToObj(j -> Point.of(j + 1, variances[j]))
                            .toList()));
        }
        return new LineChart(
                "figure-a1-dimensions",
                "Variance over trainings, dimension by dimension",
                Axis.linear("dimension"),
                Axis.linear("variance"),
                series);
    }

    /** Part (b): convergence of the loss. */
    private LineChart convergence() {
        return new LineChart(
                "figure-a1-convergence",
                "Loss and accuracy as training goes on, mean and deviation over trainings",
                Axis.linear("epoch"),
                Axis.linear("cross entropy; share of reviews told right"),
                List.of(
                        course("loss", epoch -> epoch.loss()),
                        course("accuracy on validation", epoch -> epoch.validation())));
    }

    private Series course(String name, ToDoubleFunction<SentimentTraining.Epoch> figure) {
        List<Point> points = IntStream.range(0, epochs)
                .mapToObj(epoch -> Point.of(
                        epoch + 1,
                        over(training -> figure.applyAsDouble(training.epochs().get(epoch)))))
                .toList();
        return new Series(name, Style.BAND, points);
    }

    private Estimate over(ToDoubleFunction<WatchedTraining> figure) {
        return Estimate.of(trainings.stream().mapToDouble(figure).toArray());
    }

    /** Part (c): distribution of the variances. */
    private LineChart distributions() {
        TreeSet<Integer> shown = new TreeSet<>(List.of(0, epochs / 2, epochs - 1));
        List<Series> series = new ArrayList<>();
        double high = shown.stream()
                .mapToDouble(epoch -> Arrays.stream(all(epoch)).max().orElse(0))
                .max()
                .orElse(0);
        for (int epoch : shown) {
            series.add(Series.histogram("epoch " + (epoch + 1), all(epoch), 0, high > 0 ? high : 1, 30));
        }
        return new LineChart(
                "figure-a1-distribution",
                "Variances of all dimensions of all reviews",
                Axis.linear("variance"),
                Axis.linear("density"),
                series);
    }

    private double[] all(int epoch) {
        return IntStream.range(0, reviews.test().size())
                .mapToObj(review -> variances(epoch, review))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /** Variance of each dimension over the trainings. */
    private double[] variances(int epoch, int review) {
        return IntStream.range(0, FigureA1.HIDDEN)
                .mapToDouble(j -> square(
                        over(training -> training.representations().get(epoch).get(review)[j])
                                .sd()))
                .toArray();
    }

    private Verdict[] verdicts() {
        double first = Estimate.of(all(0)).mean();
        double last = Estimate.of(all(epochs - 1)).mean();
        double hidden = hiddenShare();
        double output = outputShare();
        return new Verdict[] {
            Verdict.of(
                    "The variances of the hidden layer grow as training goes on",
                    last > first,
                    String.format(
                            Locale.ROOT, "Mean variance %.3g after the first epoch, %.3g after the last", first, last)),
            Verdict.of(
                    "The hidden layer varies more from training to training than the output, each relative to how far"
                            + " reviews lie apart",
                    hidden > output,
                    String.format(
                            Locale.ROOT,
                            "Variance over trainings as a multiple of that over reviews: %.2f of the hidden layer, %.2f of"
                                    + " the output. The order of hidden outputs is arbitrary, which alone makes for the"
                                    + " former",
                            hidden,
                            output))
        };
    }

    private double hiddenShare() {
        int last = epochs - 1;
        double between = 0;
        for (WatchedTraining training : trainings) {
            for (int dimension = 0; dimension < FigureA1.HIDDEN; dimension++) {
                int j = dimension;
                between += square(Estimate.of(training.representations().get(last).stream()
                                .mapToDouble(row -> row[j])
                                .toArray())
                        .sd());
            }
        }
        return Estimate.of(all(last)).mean() * FigureA1.HIDDEN * trainings.size() / between;
    }

    private double outputShare() {
        int last = epochs - 1;
        double within = IntStream.range(0, reviews.test().size())
                .mapToDouble(review -> square(
                        over(training -> training.scores().get(last)[review]).sd()))
                .average()
                .orElse(Double.NaN);
        double between = over(training ->
                        square(Estimate.of(training.scores().get(last)).sd()))
                .mean();
        return within / between;
    }

    private static double square(double x) {
        return x * x;
    }
}
