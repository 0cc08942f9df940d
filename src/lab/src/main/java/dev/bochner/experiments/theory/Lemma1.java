package dev.bochner.experiments.theory;

import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.experiments.theory.Clusters.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Lemma 1: the risk of the Nadaraya-Watson estimator is at most 1 - sqrt(delta) A, with A the kernel-target alignment. */
public final class Lemma1 implements Experiment {
    /** The delta for which results are shown. */
    static final double DELTA = 0.5;

    private static final long SAMPLED = 21;
    private static final long SEARCH = 22;
    private static final long CLUSTERS = 23;
    private static final int MOST_PLACES = 8;
    private static final int D = 16;

    @Override
    public String name() {
        return "lemma-1";
    }

    @Override
    public String description() {
        return "Risk of the Nadaraya-Watson estimator against its bound: a counterexample, a random search, two clusters.";
    }

    @Override
    public int runs(Size size) {
        return size == Size.FULL ? 100 : 10;
    }

    @Override
    public Findings run(ExperimentOptions options, Consumer<String> progress) {
        List<Integer> sizes = options.choose(
                List.of(1000, 1_000_000),
                List.of(1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000));
        List<Example> examples = List.of(
                new Example("A", 0.05, DiscreteDistribution.crossed(0.05, 0.011, 0.684)),
                new Example("B", 0.2, DiscreteDistribution.crossed(0.2, 0.051, 0.684)));
        List<SampleRow> samples = new ArrayList<>();
        for (Example example : examples) {
            for (int n : sizes) {
                progress.accept("lemma-1: " + options.runs() + " samples of " + n + " from example " + example.name());
                samples.add(sample(example, n, options));
            }
        }
        int searched = options.choose(2000, 100_000);
        progress.accept("lemma-1: " + searched + " distributions drawn at random");
        Search search = search(searched, options.seed());
        int n = options.choose(300, 1000);
        int clusterRuns = Math.min(options.runs(), 20);
        List<ClusterRow> clusters = new ArrayList<>();
        for (double commonest : List.of(0.5, 0.8)) {
            for (double separation : List.of(0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)) {
                progress.accept("lemma-1: clusters " + separation + " apart, commonest class " + commonest);
                clusters.add(clusters(new Clusters(D, separation, commonest), n, clusterRuns, options.seed()));
            }
        }
        String how = "Samples: " + options.runs() + " each. Clusters: " + n + " points in " + D
                + " dimensions to fit on and as" + " many to class, " + clusterRuns + " times. Seed " + options.seed()
                + ".";
        return new Lemma1Report(how, examples, samples, search, clusters).findings();
    }

    /**
     * A counterexample.
     *
     * @param strayShare probability of its stray points
     */
    record Example(String name, double strayShare, DiscreteDistribution places) {
        double bound(double delta) {
            return 1 - Math.sqrt(delta) * places.alignment();
        }
    }

    /**
     * Results of the estimator that is fitted to samples.
     *
     * @param n size of a sample
     * @param risk over the samples
     * @param above share of the samples for which it is above the lemma's bound at {@link #DELTA}
     */
    record SampleRow(Example example, int n, Estimate risk, double above) {}

    private static SampleRow sample(Example example, int n, ExperimentOptions options) {
        double[] risks = IntStream.range(0, options.runs())
                .parallel()
                .mapToDouble(run -> example.places().sampledRisk(n, RandomStreams.of(options.seed(), SAMPLED, n, run)))
                .toArray();
        double above = 0;
        for (double risk : risks) {
            above += risk > example.bound(DELTA) ? 1.0 / risks.length : 0;
        }
        return new SampleRow(example, n, Estimate.of(risks), above);
    }

    /**
     * A search among random distributions.
     *
     * @param drawn how many
     * @param above how many have a risk above the lemma's bound at {@link #DELTA}
     * @param aboveSigned how many have one above 1 - E[Y Y' K]
     * @param boundBelowGuess how many have a bound, at its smallest (delta = 1), below the risk of always predicting
     *     the commonest class
     * @param largest the largest risk above the lemma's bound, minus that bound; 0 if there is none
     */
    record Search(int drawn, int above, int aboveSigned, int boundBelowGuess, double largest) {}

    private static Search search(int drawn, long seed) {
        SplittableRandom random = RandomStreams.of(seed, SEARCH);
        int above = 0;
        int aboveSigned = 0;
        int boundBelowGuess = 0;
        double largest = 0;
        for (int i = 0; i < drawn; i++) {
            DiscreteDistribution places = DiscreteDistribution.drawn(random, 2 + random.nextInt(MOST_PLACES - 1));
            double alignment = places.alignment();
            double excess = places.risk() - (1 - Math.sqrt(DELTA) * alignment);
            above += excess > 0 ? 1 : 0;
            largest = Math.max(largest, excess);
            // The risks are sums of a dozen terms below 1, whose rounding errors are far smaller than this.
            aboveSigned += places.risk() > 1 - (alignment - places.opposition()) + 1e-12 ? 1 : 0;
            boundBelowGuess += 1 - alignment < 1 - places.commonest() - 1e-12 ? 1 : 0;
        }
        return new Search(drawn, above, aboveSigned, boundBelowGuess, largest);
    }

    /** Results for two clusters, over the runs. */
    record ClusterRow(
            Clusters clusters, Estimate risk, Estimate alignment, Estimate lemmaBound, Estimate signedBound) {}

    private static ClusterRow clusters(Clusters clusters, int n, int runs, long seed) {
        List<Outcome> outcomes = IntStream.range(0, runs)
                .parallel()
                .mapToObj(run -> clusters.outcome(n, RandomStreams.of(seed, CLUSTERS, run)))
                .toList();
        return new ClusterRow(
                clusters,
                Estimate.of(outcomes.stream().mapToDouble(Outcome::risk).toArray()),
                Estimate.of(outcomes.stream().mapToDouble(Outcome::alignment).toArray()),
                Estimate.of(outcomes.stream()
                        .mapToDouble(outcome -> outcome.lemmaBound(DELTA))
                        .toArray()),
                Estimate.of(outcomes.stream().mapToDouble(Outcome::signedBound).toArray()));
    }
}
