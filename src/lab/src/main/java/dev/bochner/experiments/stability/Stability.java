package dev.bochner.experiments.stability;

import dev.bochner.experiments.movielens.MovieLensFiles;
import dev.bochner.experiments.stability.Refreshes.Carried;
import dev.bochner.rff.LinearMap;
import dev.bochner.store.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;

/**
 * Measures how stable features are while embeddings are retrained every day. Film embeddings of several trainings are
 * played as consecutive days through the daily job, once for each stabiliser, and downstream classifiers measure how
 * well a model that was fitted on one day's published features works on the next day's.
 *
 * <p>Day one of the play is training one. After the last training of {@link Protocol#SAME_DATA} the same trainings
 * are delivered once more, with a {@link PlantedMove}: a running mean has then had as many days as there are
 * trainings.
 */
public final class Stability {
    private final SparkSession spark;
    private final StabilityOptions options;
    private final Consumer<String> progress;

    private Stability(SparkSession spark, StabilityOptions options, Consumer<String> progress) {
        this.spark = spark;
        this.options = options;
        this.progress = progress;
    }

    /**
     * An experiment that has not run yet.
     *
     * @param progress is told of each step, by several threads
     */
    public static Stability of(SparkSession spark, StabilityOptions options, Consumer<String> progress) {
        SparkSession session = spark.newSession();
        // With Spark's default of 200 partitions, scheduling would take longer than processing a few thousand films.
        session.conf().set("spark.sql.shuffle.partitions", "2");
        return new Stability(session, options, progress);
    }

    /**
     * Runs both protocols and writes the files.
     *
     * @throws IllegalArgumentException if the data is not there
     * @throws StoreException if a table cannot be written
     */
    public StabilityResult run() {
        MovieLensFiles data = MovieLensFiles.in(options.data());
        Labels labels = Labels.of(data);
        try (WorkDirectory work = WorkDirectory.in(options.out());
                Workers workers = new Workers(spark.sparkContext().defaultParallelism())) {
            Trainings trainings = new Trainings(spark, data, options, workers);
            Common common = new Common(data, labels, work, workers, new HashMap<>());
            List<ProtocolResult> played = new ArrayList<>();
            for (Protocol protocol : Protocol.values()) {
                played.add(new Stage(protocol, common, trainings.of(protocol, progress)).play());
            }
            return new Report(options, played).write();
        }
    }

    /**
     * Inputs that both protocols share.
     *
     * @param lags the lag of each variant; measured under the first protocol and reported for both
     */
    private record Common(
            MovieLensFiles data, Labels labels, WorkDirectory work, Workers workers, Map<Variant, Lag> lags) {}

    /** The run of one protocol. */
    private final class Stage {
        private final Protocol protocol;
        private final Common common;
        private final List<Vectors> trained;
        private final PlantedMove move;
        private final Refreshes refreshes;
        private final Evaluation evaluation;
        private final List<VariantResult> measured = new ArrayList<>();

        Stage(Protocol protocol, Common common, List<Vectors> trained) {
            this.protocol = protocol;
            this.common = common;
            this.trained = trained;
            this.move = PlantedMove.of(trained.get(trained.size() - 1));
            this.evaluation = new Evaluation(common.workers, common.labels, trained, options.splits());
            this.refreshes = Refreshes.write(
                    spark,
                    common.work.resolve("embeddings-" + protocol),
                    delivered(),
                    new Carried(common.labels, LandmarkGroups.of(common.data, trained.get(0))));
        }

        private List<Vectors> delivered() {
            List<Vectors> days = new ArrayList<>(trained);
            if (protocol == Protocol.SAME_DATA) {
                trained.forEach(day -> days.add(move.applyTo(day)));
            }
            return days;
        }

        ProtocolResult play() {
            List<Vectors> unit =
                    refreshes.days().stream().map(Vectors::normalised).toList();
            measure(Variant.H, unit);
            for (StabiliserChoice rule : StabiliserChoice.values()) {
                progress.accept(protocol.label() + ": " + unit.size() + " days of " + rule.features());
                Playback table = Playback.run(refreshes, rule, common.work.resolve("tables-" + protocol), options.ms());
                options.ms().forEach(m -> measure(Variant.of(rule, m), table.features(m)));
                if (rule == StabiliserChoice.PROCRUSTES) {
                    measure(
                            Variant.H_PROCRUSTES,
                            mapped(unit, table.transforms(options.ms().get(0))));
                }
                if (rule == StabiliserChoice.NONE) {
                    options.ms().forEach(m -> measure(Variant.frozen(m), frozen(table.features(m))));
                }
            }
            List<Variant> order = Variant.all(options.ms());
            measured.sort(Comparator.comparingInt(each -> order.indexOf(each.variant())));
            return new ProtocolResult(
                    protocol, trained.size(), trained.get(0).ids().size(), evaluation.commonest(), measured);
        }

        private List<Vectors> frozen(List<Vectors> days) {
            return Collections.nCopies(days.size(), days.get(0));
        }

        private void measure(Variant variant, List<Vectors> days) {
            progress.accept(protocol.label() + ": measuring " + variant.label());
            int trainings = trained.size();
            VariantScores figures = evaluation.of(days.subList(0, trainings));
            if (protocol == Protocol.SAME_DATA) {
                common.lags.put(
                        variant, variant.isFrozen() ? Lag.NEVER : move.lag(days.subList(trainings, days.size())));
            }
            measured.add(new VariantResult(variant, figures, Objects.requireNonNull(common.lags.get(variant))));
        }
    }

    private static List<Vectors> mapped(List<Vectors> days, List<LinearMap> maps) {
        return IntStream.range(0, days.size())
                .mapToObj(day -> days.get(day).map(x -> {
                    float[] y = new float[maps.get(day).columns()];
                    maps.get(day).apply(x, y);
                    return y;
                }))
                .toList();
    }
}
