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
 * How the days of a table hang together: which state a day follows, and which days follow it. It is read off the
 * manifests and the states that they name; nothing else decides.
 *
 * <p>A day of a running mean follows the day before. A day of procrustes goes by an anchor: the day that all embeddings are
 * rotated onto. Landmarks follow nothing. All versions of one job share one chain.
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
     * A day's place.
     *
     * @param follows the state that the day goes by; empty where a chain starts, and for landmarks
     * @param epoch of the day, if its chain holds: that of the state followed, or of the chain that starts
     * @param nextEpoch of the day, if its chain breaks today: beyond those of all snapshots
     * @param input what the stabiliser goes by, for {@link Manifest.Input#state()}
     */
    public record StateLineage(Optional<StabiliserState> follows, int epoch, int nextEpoch, String input) {}

    /**
     * The chain of some versions.
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
     * Which state a date is to follow. A date that is published goes on following what it follows, while that is
     * published itself: a day that is filled in later does not make it another.
     *
     * @throws ConflictException if the versions do not share one history, or the reference is no anchor
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
     * The state of a date, if one of the versions is published from the same source and by the same rule: to be used
     * again, so that the others get the same bits. A state of which a file is damaged is not used again.
     *
     * @param source what the source holds now
     * @param input of the date's {@link StateLineage}
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
     * The other dates whose states follow, directly or not, one that was made for this date; none if it is not
     * published. One that is no longer published counts too, so that a replacement that was interrupted on its way
     * through the dependants finds the rest of them.
     *
     * @return in order
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
     * Asks whether a date may be replaced by itself.
     *
     * @throws ConflictException if others depend on it
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
