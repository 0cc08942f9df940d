package dev.bochner.stabilise;

import dev.bochner.rff.Stabiliser.Kind;
import dev.bochner.store.ConflictException;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.VersionId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The dependencies between the days of a table: which earlier state a day derives from, and which later days derive from it. They
 * are determined from the manifests and the states that these name, and from nothing else.
 *
 * <p>With a running mean, a day derives from the day before. With procrustes, it derives from an anchor, the day that all
 * embeddings are rotated onto. With landmarks, a day does not derive from any other. All versions of one job share one chain.
 */
public final class Chain {
    private final FeatureTable table;
    private final List<VersionId> versions;
    private final StabiliserOptions options;

    private Chain(FeatureTable table, List<VersionId> versions, StabiliserOptions options) {
        this.table = table;
        this.versions = versions;
        this.options = options;
    }

    /**
     * A day's position in the chain.
     *
     * @param follows the state that the day derives from; empty at the start of a chain, and for landmarks
     * @param epoch the day's epoch if the chain continues: that of the state it derives from, or of the chain that starts
     * @param nextEpoch the day's epoch if the chain breaks on this day: greater than that of every snapshot
     * @param input the stabiliser's settings and the path of the earlier state, for {@link Manifest.Input#state()}
     */
    public record StateLineage(Optional<StabiliserState> follows, int epoch, int nextEpoch, String input) {}

    /**
     * Creates the chain of some versions.
     *
     * @param versions all versions of a job, published or not
     * @throws IllegalArgumentException if embeddings are not stabilised
     */
    public static Chain of(FeatureTable table, Collection<VersionId> versions, StabiliserOptions options) {
        if (options.kind() == Kind.NONE) {
            throw new IllegalArgumentException("Stabiliser is none, expected one that has a history");
        }
        return new Chain(table, versions.stream().sorted().toList(), options);
    }

    /**
     * Determines the state that a date is to derive from. A date that is published keeps deriving from the same state as long as
     * that state is published; a day that is backfilled in between does not change this.
     *
     * @throws ConflictException if the versions do not share one history, or the configured reference date is not an anchor
     */
    public StateLineage link(LocalDate ds) {
        StabilisedDays days = StabilisedDays.of(table, versions);
        return switch (options.kind()) {
            case NONE -> throw new IllegalStateException("There is no chain without a stabiliser");
            case LANDMARKS -> new StateLineage(Optional.empty(), 0, 0, options.landmarksInput());
            case PROCRUSTES -> new ProcrustesLineage(days, options).link(ds);
            case RUNNING_MEAN -> new RunningMeanLineage(days, options).link(ds);
        };
    }

    /**
     * Returns the published state of a date, if one of the versions is published from the same source and with the same
     * stabiliser input. It is reused so that the other versions get the same bits. A state with a damaged file is not reused.
     *
     * @param source what the source holds now
     * @param input the input in the date's {@link StateLineage}
     */
    public Optional<StabiliserState> published(LocalDate ds, Manifest.Source source, String input) {
        StabilisedDays days = StabilisedDays.of(table, versions);
        return days.at(ds).stream()
                .filter(manifest -> source.matches(manifest.input().source().fingerprint()))
                .filter(manifest -> manifest.input().state().equals(Optional.of(input)))
                .flatMap(manifest -> manifest.lineage().state().stream())
                .filter(path -> table.stateDamage(path).isEmpty())
                .findFirst()
                .flatMap(table::state);
    }

    /**
     * Returns the other dates whose states derive, directly or indirectly, from one that was made for this date; empty if this
     * date is not published. States of this date that are no longer published count too, so that a replacement that was
     * interrupted finds the dependent dates that remain to be run.
     *
     * @return the dates in ascending order
     */
    public List<LocalDate> dependants(LocalDate ds) {
        StabilisedDays days = StabilisedDays.of(table, versions);
        if (!days.has(ds)) {
            return List.of();
        }
        return days.dates().stream()
                .filter(date -> !date.equals(ds))
                .filter(date -> days.at(date).stream()
                        .flatMap(days::originsOf)
                        .anyMatch(state -> state.ds().equals(ds)))
                .toList();
    }

    /**
     * Checks that a date may be replaced without running other dates again.
     *
     * @throws ConflictException if other dates depend on it
     */
    public void requireReplaceable(LocalDate ds) {
        List<LocalDate> dependants = dependants(ds);
        if (!dependants.isEmpty()) {
            throw new ConflictException(ds + " of " + table.root() + " cannot be replaced by itself: the "
                    + options.kind().label() + " of " + dependants + " follows it. To make them anew too, in order, "
                    + "run with --replace --cascade");
        }
    }
}
