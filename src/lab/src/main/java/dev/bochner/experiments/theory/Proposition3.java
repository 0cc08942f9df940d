package dev.bochner.experiments.theory;

import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.theory.NoisyRegression.Estimator;
import dev.bochner.experiments.theory.NoisyRegression.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Proposition 3: how well a sparse linear function of the mean representation can be learned from noisy ones. */
public final class Proposition3 implements Experiment {
    private static final long DRAWS = 41;
    private static final int Q = 4;

    @Override
    public String name() {
        return "proposition-3";
    }

    @Override
    public String description() {
        return "How far estimates of a linear model are off if its inputs are noisy representations, by data and noise.";
    }

    @Override
    public int runs(Size size) {
        return size == Size.FULL ? 50 : 10;
    }

    @Override
    public Findings run(ExperimentOptions options, Consumer<String> progress) {
        int d = options.choose(16, 64);
        List<Integer> sizes = options.choose(List.of(128, 512, 2048), List.of(128, 512, 2048, 8192));
        List<Row> rows = new ArrayList<>();
        for (double noise : List.of(0.25, 0.5, 1.0, 2.0, 16.0)) {
            for (int n : sizes) {
                progress.accept("proposition-3: noise " + noise + ", n = " + n);
                rows.add(row(new NoisyRegression(d, Q, noise), n, options));
            }
        }
        return new Proposition3Report(options.runs(), options.seed(), rows).findings();
    }

    /** Results for one setting: the scores of each run. */
    record Row(NoisyRegression setting, int n, List<Map<Estimator, Score>> scores) {
        Estimate distance(Estimator estimator) {
            return Estimate.of(scores.stream()
                    .mapToDouble(run -> of(run, estimator).distance())
                    .toArray());
        }

        Estimate prediction(Estimator estimator) {
            return Estimate.of(scores.stream()
                    .mapToDouble(run -> of(run, estimator).prediction())
                    .toArray());
        }

        double printedBound() {
            return setting.printedBound(n);
        }

        private static Score of(Map<Estimator, Score> run, Estimator estimator) {
            return Objects.requireNonNull(run.get(estimator));
        }
    }

    private static Row row(NoisyRegression setting, int n, ExperimentOptions options) {
        return new Row(
                setting,
                n,
                IntStream.range(0, options.runs())
                        .parallel()
                        .mapToObj(run -> setting.scores(n, RandomStreams.of(options.seed(), DRAWS, n, run)))
                        .toList());
    }
}
