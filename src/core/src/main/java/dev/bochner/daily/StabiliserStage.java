package dev.bochner.daily;

import dev.bochner.featurize.RowStabilisation;
import dev.bochner.featurize.ScreenedRows;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Stabiliser.Kind;
import dev.bochner.stabilise.Alignment;
import dev.bochner.stabilise.Chain;
import dev.bochner.stabilise.DayEmbeddings;
import dev.bochner.stabilise.Landmarks;
import dev.bochner.stabilise.StabiliserOptions;
import dev.bochner.stabilise.StateItems;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.RunId;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.StagedOutput;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.PublishedTypes;
import dev.bochner.store.source.SourceFailures;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stabiliser as a stage of the daily job: from the states of earlier days and today's rows it determines the transformation
 * that is applied to each row.
 */
final class StabiliserStage {
    private static final Logger LOG = LoggerFactory.getLogger(StabiliserStage.class);

    private final SparkSession spark;
    private final FeatureTable table;
    private final StabiliserOptions options;

    StabiliserStage(SparkSession spark, FeatureTable table, StabiliserOptions options) {
        this.spark = spark;
        this.table = table;
        this.options = options;
    }

    /**
     * The stabiliser as fitted for today.
     *
     * @param stabilisation the transformation of each row
     * @param items the items of the earlier state, if rows are averaged with them
     * @param follows the state that today derives from; empty at the start of a chain
     * @param epoch the epoch of today's coordinates
     * @param properties properties of the state, for users and the audit
     */
    record FittedStabiliser(
            RowStabilisation stabilisation,
            Optional<Dataset<Row>> items,
            Optional<StabiliserState> follows,
            int epoch,
            Map<String, String> properties) {

        /** Returns the state of the day, once its items are staged. */
        StabiliserState state(RunId run, LocalDate ds, StagedOutput staged) {
            return new StabiliserState(
                    run,
                    ds,
                    properties,
                    follows.map(StabiliserState::path),
                    epoch,
                    stabilisation.map(),
                    staged.stateItems());
        }
    }

    /**
     * Fits the stabiliser, with at most one join by id.
     *
     * @param specs the specs of the versions, all with the same normalisation
     * @param inputDim length of today's embeddings
     */
    FittedStabiliser find(
            ScreenedRows rows, LocalDate ds, List<FeatureSpec> specs, int inputDim, Chain.StateLineage link) {
        DayEmbeddings today =
                new DayEmbeddings(rows.rows(), rows.snapshot().encoding(), inputDim, rows.duplicateColumn());
        AlignmentRequest work = new AlignmentRequest(rows, today, ds, specs.get(0), link);
        return switch (options.kind()) {
            case NONE -> throw new IllegalArgumentException("there is no stabiliser, so nothing to find");
            case LANDMARKS -> landmarks(work);
            case PROCRUSTES, RUNNING_MEAN -> aligned(work);
        };
    }

    private record AlignmentRequest(
            ScreenedRows rows, DayEmbeddings today, LocalDate ds, FeatureSpec spec, Chain.StateLineage link) {
        Normalisation normalisation() {
            return spec.normalisation();
        }
    }

    private FittedStabiliser landmarks(AlignmentRequest work) {
        List<String> names = work.spec().stabiliser().landmarks();
        LinearMap map = SourceFailures.translating(
                work.rows().snapshot().description(),
                () -> options.landmarkColumn()
                        .map(column -> Landmarks.ofGroups(work.today(), column, names))
                        .orElseGet(() -> Landmarks.ofItems(work.today(), names)));
        return new FittedStabiliser(
                new RowStabilisation.Linear(work.normalisation(), map),
                Optional.empty(),
                Optional.empty(),
                work.link().epoch(),
                properties());
    }

    /**
     * Aligns today's embeddings to the items of the state that today derives from. If there is no such state, or there are too
     * few common items, a new chain is started.
     */
    private FittedStabiliser aligned(AlignmentRequest work) {
        Optional<StabiliserState> follows = work.link().follows();
        if (follows.isEmpty()) {
            return start(work, work.link().epoch(), properties());
        }
        Dataset<Row> items = StateItems.read(spark, table.stateItemFiles(follows.get()));
        EmbeddingSnapshot snapshot = work.rows().snapshot();
        PublishedTypes.ofIds(follows.get(), items.schema().fields()[0])
                .requireIncludedIn(snapshot.id(), snapshot.description());
        SortedMap<String, String> properties = properties();
        Alignment.AlignmentResult found = SourceFailures.translating(
                work.rows().snapshot().description(), () -> Alignment.align(work.today(), items));
        properties.put("common-items", Long.toString(found.commonItems()));
        properties.put("rank", Integer.toString(found.rank()));
        properties.put("mean-cosine", Double.toString(found.meanCosine()));
        Optional<String> obstacle = obstacle(work, follows.get(), found.commonItems());
        if (obstacle.isEmpty()) {
            warnOfRank(work, found);
            return continued(work, found.map(), items, properties);
        }
        LOG.warn("A new epoch starts on {}: {}", work.ds(), obstacle.get());
        properties.put("new-epoch", obstacle.get());
        return start(work, work.link().nextEpoch(), properties);
    }

    private FittedStabiliser continued(
            AlignmentRequest work, LinearMap map, Dataset<Row> items, Map<String, String> properties) {
        boolean averages = options.kind() == Kind.RUNNING_MEAN;
        RowStabilisation stabilisation = averages
                ? averaged(work, map, options.weight())
                : new RowStabilisation.Linear(work.normalisation(), map);
        return new FittedStabiliser(
                stabilisation,
                averages ? Optional.of(items) : Optional.empty(),
                work.link().follows(),
                work.link().epoch(),
                properties);
    }

    /** Starts a chain: today's coordinates are those that later days are rotated onto. */
    private FittedStabiliser start(AlignmentRequest work, int epoch, Map<String, String> properties) {
        LinearMap unchanged = LinearMap.identity(work.today().d());
        return new FittedStabiliser(
                averaged(work, unchanged, 1), Optional.empty(), Optional.empty(), epoch, properties);
    }

    private RowStabilisation averaged(AlignmentRequest work, LinearMap map, double weight) {
        return new RowStabilisation.Averaged(work.normalisation(), map, work.ds(), weight, options.maxAgeDays());
    }

    // Another d cannot occur here, because d is fixed for the table.
    private Optional<String> obstacle(AlignmentRequest work, StabiliserState follows, long common) {
        int fewest = options.minCommonItems() > 0
                ? options.minCommonItems()
                : work.today().d();
        return common >= fewest
                ? Optional.empty()
                : Optional.of(common + " items in common with " + follows.path() + ", expected at least " + fewest
                        + " (stabiliser.min-common-items)");
    }

    private static void warnOfRank(AlignmentRequest work, Alignment.AlignmentResult found) {
        if (found.rank() < work.today().d()) {
            LOG.warn(
                    "The alignment of {} has rank {} of {}: some directions are those of no item, and are turned as comes",
                    work.ds(),
                    found.rank(),
                    work.today().d());
        }
    }

    private SortedMap<String, String> properties() {
        TreeMap<String, String> properties = new TreeMap<>();
        properties.put("stabiliser", options.kind().label());
        if (options.kind() == Kind.RUNNING_MEAN) {
            properties.put("weight", Double.toString(options.weight()));
            properties.put("max-age-days", Integer.toString(options.maxAgeDays()));
        }
        return properties;
    }

    /**
     * Recreates a fitted stabiliser from a published state, so that further versions of the same date use the same
     * transformation.
     */
    FittedStabiliser again(StabiliserState published, Normalisation normalisation) {
        Optional<StabiliserState> before = published.previous().flatMap(table::state);
        boolean averages = options.kind() == Kind.RUNNING_MEAN;
        double weight = before.isPresent() ? options.weight() : 1;
        RowStabilisation stabilisation = averages
                ? new RowStabilisation.Averaged(
                        normalisation, published.transform(), published.ds(), weight, options.maxAgeDays())
                : new RowStabilisation.Linear(normalisation, published.transform());
        return new FittedStabiliser(
                stabilisation,
                before.filter(state -> averages).map(state -> StateItems.read(spark, table.stateItemFiles(state))),
                before,
                published.epoch(),
                published.properties());
    }
}
