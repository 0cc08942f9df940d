package dev.bochner.experiments.theory;

import dev.bochner.experiments.figures.Estimate;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import dev.bochner.experiments.paper.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Proposition 4: a wrong distribution Q of the directions does not matter in the limit; |A_n(Q) - A_n(Q*)| vanishes
 * as m and n grow.
 */
public final class Proposition4 implements Experiment {
    private static final long POINTS = 31;
    private static final int D = 64;
    private static final double VARIANCE = 0.8;
    private static final double EPSILON = 0.05;
    /** In the plane the printed bound becomes small for sizes that can be run. */
    private static final int PLANE = 2;

    private static final double PLANE_VARIANCE = 0.1;
    private static final double PLANE_EPSILON = 0.42;

    @Override
    public String name() {
        return "proposition-4";
    }

    @Override
    public String description() {
        return "What directions of a wrong variance do to the kernel-target alignment, as m and n grow.";
    }

    @Override
    public int runs(Size size) {
        return size == Size.FULL ? 20 : 5;
    }

    @Override
    public Findings run(ExperimentOptions options, Consumer<String> progress) {
        int n = options.choose(300, 1000);
        List<Integer> ms = options.choose(List.of(16, 128, 1024), List.of(16, 64, 256, 1024, 4096));
        List<Row> rows = new ArrayList<>();
        for (int m : ms) {
            progress.accept("proposition-4: d = " + D + ", n = " + n + ", m = " + m);
            rows.add(row(new Case(new Alignment(D, n, m), VARIANCE, EPSILON), options));
        }
        List<Row> plane = new ArrayList<>();
        for (int m : options.choose(List.of(256, 1024), List.of(256, 1024, 4096))) {
            progress.accept("proposition-4: the plane, m = " + m);
            Alignment alignment = new Alignment(PLANE, options.choose(4096, 16384), m);
            plane.add(row(new Case(alignment, PLANE_VARIANCE, PLANE_EPSILON), options));
        }
        List<Row> byVariance = new ArrayList<>();
        for (double variance : List.of(0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0)) {
            progress.accept("proposition-4: variance " + variance);
            Alignment alignment = new Alignment(D, n, 1024);
            byVariance.add(row(new Case(alignment, variance, EPSILON), options));
        }
        return new Proposition4Report(options.runs(), options.seed(), rows, plane, byVariance).findings();
    }

    /**
     * A setting: points with one label, and two distributions of directions.
     *
     * @param variance of Q; that of Q* is 1
     * @param epsilon a gap that the proposition says becomes improbable
     */
    record Case(Alignment sizes, double variance, double epsilon) {
        /** |A(Q) - A(Q*)|, where m and n are infinite. */
        double limit() {
            return Math.abs(expected() - Sphere.meanKernel(sizes.d(), 1));
        }

        /** A(Q). */
        double expected() {
            return Sphere.meanKernel(sizes.d(), variance);
        }
    }

    /**
     * Results for one setting.
     *
     * @param alignment A_n(Q)
     * @param gap |A_n(Q) - A_n(Q*)|
     * @param above share of the runs for which the gap is epsilon or more
     * @param error |A_n(Q) - A(Q)|, what sampling points and directions costs
     */
    record Row(Case of, Estimate alignment, Estimate gap, double above, Estimate error) {}

    private static Row row(Case of, ExperimentOptions options) {
        int runs = options.runs();
        double[][] pairs = IntStream.range(0, runs)
                .parallel()
                .mapToObj(run -> alignments(
                        of, RandomStreams.of(options.seed(), POINTS, of.sizes().d(), run)))
                .toArray(double[][]::new);
        double[] wrong = new double[runs];
        double[] gaps = new double[runs];
        double[] errors = new double[runs];
        double above = 0;
        for (int run = 0; run < runs; run++) {
            wrong[run] = pairs[run][0];
            gaps[run] = Math.abs(pairs[run][0] - pairs[run][1]);
            errors[run] = Math.abs(pairs[run][0] - of.expected());
            above += gaps[run] >= of.epsilon() ? 1.0 / runs : 0;
        }
        return new Row(of, Estimate.of(wrong), Estimate.of(gaps), above, Estimate.of(errors));
    }

    /** A_n(Q) and A_n(Q*), for the same points and independent directions. */
    private static double[] alignments(Case of, SplittableRandom random) {
        float[][] points = of.sizes().points(random);
        return new double[] {
            of.sizes().of(points, of.variance(), random.nextLong()), of.sizes().of(points, 1, random.nextLong())
        };
    }
}
