package dev.bochner.cli;

import dev.bochner.cli.DriverSession.Metastore;
import dev.bochner.daily.ExitCode;
import dev.bochner.plan.DirectionPlan;
import dev.bochner.plan.EmbeddingSample;
import dev.bochner.plan.LabelScores;
import dev.bochner.plan.PlanJson;
import dev.bochner.rff.Criterion;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Geometry;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Precision;
import dev.bochner.rff.Sampler;
import dev.bochner.store.source.EmbeddingSnapshot;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = {
            "Tells how many directions m to take: what each criterion promises, its m, and what that costs.",
            "With --embeddings by your own data, and the promise is checked by mapping a sample of them; with --dim by the unit",
            "sphere, without data and without Spark."
        })
final class PlanCommand implements Callable<Integer> {
    /** Any one: the figures are those of all seeds, the scores those of this. */
    private static final long SEED_OF_SCORES = 42;

    /** Median distance of points of the unit sphere, pairs at right angles. */
    private static final double MEDIAN_ON_SPHERE = Math.sqrt(2.0);

    private final PrintWriter out;

    @Mixin
    private final PlanSource source = new PlanSource();

    @Option(
            names = "--dim",
            paramLabel = "D",
            description = "Instead of --embeddings: embeddings of norm 1 and this length.")
    private Optional<Integer> dim = Optional.empty();

    @Option(
            names = "--epsilon",
            paramLabel = "E",
            description = "Largest error of an inner product that is allowed (default: ${DEFAULT-VALUE}).")
    private double epsilon = 0.1;

    @Option(
            names = "--delta",
            paramLabel = "D",
            description = "Share of the seeds that may break the promise (default: ${DEFAULT-VALUE}).")
    private double delta = Precision.DEFAULT_DELTA;

    @Option(
            names = "--criterion",
            paramLabel = "NAME",
            description = "Which is recommended: rms, rms-quantile, clt, bernstein, hoeffding, all-pairs,"
                    + " sutherland-schneider or rahimi-recht (default: ${DEFAULT-VALUE}, as of features.criterion).")
    private String criterion = Criterion.RMS_QUANTILE.label();

    @Option(
            names = "--sigma",
            paramLabel = "S",
            description = "A number, or median-distance (default: ${DEFAULT-VALUE}).")
    private String sigma = "1.0";

    @Option(names = "--normalisation", paramLabel = "NAME", description = "l2 or none (default: ${DEFAULT-VALUE}).")
    private String normalisation = Normalisation.L2.label();

    @Option(
            names = "--sampler",
            paramLabel = "NAME",
            converter = SamplerName.class,
            defaultValue = "gaussian",
            description = "gaussian or orthogonal (default: ${DEFAULT-VALUE}).")
    private Sampler sampler = Sampler.GAUSSIAN;

    @Option(
            names = "--items",
            paramLabel = "N",
            description =
                    "Items of the table, for its size and for all-pairs (default: as many as --embeddings has, or 10^9).")
    private Optional<Long> items = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    PlanCommand(PrintWriter out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        Precision precision = new Precision(Criterion.of(criterion), epsilon, delta);
        Normalisation wanted = Normalisation.of(normalisation);
        OptionalDouble number = sigmaNumber();
        if (dim.isPresent() == source.isGiven()) {
            throw new IllegalArgumentException("--embeddings and --dim are " + (source.isGiven() ? "both" : "neither")
                    + " given, expected one of them");
        }
        DirectionPlan plan =
                dim.isPresent() ? ofSphere(dim.get(), precision, wanted, number) : ofData(precision, wanted, number);
        out.println(json ? PlanJson.of(plan) : PlanText.of(plan));
        return ExitCode.DONE.code();
    }

    private OptionalDouble sigmaNumber() {
        if (sigma.equals("median-distance")) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(sigma);
            // The range is that of a spec.
            FeatureSpec.gaussian(1, 1, 0, number, Normalisation.NONE);
            return OptionalDouble.of(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("sigma is \"" + sigma + "\", expected a number or median-distance");
        }
    }

    private DirectionPlan ofSphere(int d, Precision precision, Normalisation wanted, OptionalDouble number) {
        if (wanted == Normalisation.NONE) {
            throw new IllegalArgumentException(
                    "--normalisation is none, expected l2 with --dim, which is about embeddings of norm 1");
        }
        source.refuseLabels();
        double chosen = number.orElse(1.0 / MEDIAN_ON_SPHERE);
        return DirectionPlan.of(
                Geometry.ofUnitSphere(d, chosen, items.orElse(Geometry.DEFAULT_ITEMS)), sampler, precision);
    }

    private DirectionPlan ofData(Precision precision, Normalisation wanted, OptionalDouble number) {
        try (DriverSession session = DriverSession.start("bochner plan", Metastore.NONE)) {
            return session.showingProgress(() -> ofData(session.spark(), precision, wanted, number));
        }
    }

    private DirectionPlan ofData(SparkSession spark, Precision precision, Normalisation wanted, OptionalDouble number) {
        EmbeddingSnapshot snapshot = source.embeddings(spark);
        EmbeddingSample sample = EmbeddingSample.of(snapshot, source.dimension(snapshot), wanted);
        double chosen = number.isPresent() ? number.getAsDouble() : sample.medianSigma();
        long count = items.orElseGet(() -> Math.max(2, snapshot.rows().count()));
        DirectionPlan plan = DirectionPlan.of(sample, chosen, count, sampler, precision);
        return source.labels(spark)
                .map(labels -> plan.with(LabelScores.of(sample, labels, spec(plan, wanted))))
                .orElse(plan);
    }

    private FeatureSpec spec(DirectionPlan plan, Normalisation wanted) {
        int m = (int) Math.min(plan.recommended(), LabelScores.MOST_DIRECTIONS);
        return FeatureSpec.gaussian(
                        plan.geometry().d(), m, SEED_OF_SCORES, plan.geometry().sigma(), wanted)
                .sampledBy(sampler);
    }
}
