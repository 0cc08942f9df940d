package dev.bochner.stabilise;

import dev.bochner.store.ConflictException;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.VersionId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The published snapshots of some versions that have a stabiliser, as of the creation of this object, with their states. */
final class StabilisedDays {
    private final FeatureTable table;

    /** The manifests that name a state, by date, ordered by version. */
    private final NavigableMap<LocalDate, List<Manifest>> days;

    private final Map<String, Optional<StabiliserState>> read = new HashMap<>();

    private StabilisedDays(FeatureTable table, NavigableMap<LocalDate, List<Manifest>> days) {
        this.table = table;
        this.days = days;
    }

    static StabilisedDays of(FeatureTable table, Collection<VersionId> versions) {
        List<Snapshot> snapshots = versions.stream()
                .flatMap(version -> table.snapshots(version).stream())
                .toList();
        // The files are small and many, so that latency dominates: they are read in parallel.
        NavigableMap<LocalDate, List<Manifest>> days = snapshots.parallelStream()
                .flatMap(snapshot -> table.manifest(snapshot).stream())
                .filter(manifest -> manifest.lineage().state().isPresent())
                .sorted(Comparator.comparing(Manifest::snapshot))
                .collect(Collectors.groupingBy(Manifest::ds, TreeMap::new, Collectors.toList()));
        return new StabilisedDays(table, days);
    }

    /** Returns the epoch of a new chain: 0 for the first chain, else one more than the greatest epoch so far. */
    int nextEpoch() {
        return days.values().stream()
                .flatMap(List::stream)
                .mapToInt(manifest -> manifest.lineage().epoch() + 1)
                .max()
                .orElse(0);
    }

    boolean has(LocalDate ds) {
        return days.containsKey(ds);
    }

    Optional<LocalDate> latestBefore(LocalDate ds) {
        return Optional.ofNullable(days.lowerKey(ds));
    }

    Optional<LocalDate> earliestAfter(LocalDate ds) {
        return Optional.ofNullable(days.higherKey(ds));
    }

    /** The snapshots of a date. */
    List<Manifest> at(LocalDate ds) {
        return days.getOrDefault(ds, List.of());
    }

    /** Returns whether a snapshot of the date was derived from this stabiliser input, see {@link Manifest.Input#state()}. */
    boolean derivesFrom(LocalDate ds, String input) {
        return at(ds).stream().anyMatch(manifest -> manifest.input().state().equals(Optional.of(input)));
    }

    /** The newest snapshot of each version before a date. */
    Collection<Manifest> latestOfEachBefore(LocalDate ds) {
        Map<VersionId, Manifest> latest = new LinkedHashMap<>();
        days.headMap(ds, false).values().stream()
                .flatMap(List::stream)
                .forEach(manifest -> latest.put(manifest.snapshot().version(), manifest));
        return latest.values();
    }

    /** The paths of the states that the snapshots of a date name. */
    Set<String> statePaths(LocalDate ds) {
        return paths(at(ds).stream());
    }

    /** The paths of the states that the snapshots before a date name. */
    Set<String> statePathsBefore(LocalDate ds) {
        return paths(days.headMap(ds, false).values().stream().flatMap(List::stream));
    }

    /** The paths of the states that the snapshots of all other dates name. */
    Set<String> statePathsBut(LocalDate ds) {
        return paths(days.values().stream()
                .flatMap(List::stream)
                .filter(manifest -> !manifest.ds().equals(ds)));
    }

    // The paths are sorted, so that the first match is the same in every JVM.
    private static Set<String> paths(Stream<Manifest> manifests) {
        return manifests
                .flatMap(manifest -> manifest.lineage().state().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All dates that have a snapshot. */
    Set<LocalDate> dates() {
        return days.keySet();
    }

    /** The message for a state that a manifest or another state names and that does not exist. */
    static final String LOST =
            "is gone: it was deleted outside Bochner. Put it back from a backup; without one begin a new"
                    + " history, by another seed in features.versions";

    /**
     * The state of a date that has snapshots.
     *
     * @throws ConflictException if they name different states, or one that no longer exists
     */
    StabiliserState stateOf(LocalDate ds) {
        List<Manifest> manifests = at(ds);
        if (statePaths(ds).size() > 1) {
            throw new ConflictException("Versions of " + ds + " go by different states: "
                    + manifests.stream()
                            .map(one -> one.snapshot().version() + " by "
                                    + one.lineage().state().orElseThrow())
                            .toList()
                    + ". What is stabilised together has one history: put these versions in different jobs");
        }
        return stateOf(manifests.get(0));
    }

    /**
     * The state of a snapshot.
     *
     * @throws ConflictException if it no longer exists
     */
    StabiliserState stateOf(Manifest manifest) {
        String path = manifest.lineage().state().orElseThrow();
        return state(path)
                .orElseThrow(() -> new ConflictException(
                        "The state " + table.resolve(path) + " of " + manifest.snapshot() + " " + LOST));
    }

    /** Reads a state, if it still exists. */
    Optional<StabiliserState> state(String path) {
        return read.computeIfAbsent(path, table::state);
    }

    /** Returns date and predecessor of a snapshot's state and of the states that it derives from, as far as they still exist. */
    Stream<StabiliserState.Origin> originsOf(Manifest manifest) {
        return Stream.iterate(
                        table.stateOrigin(manifest.lineage().state().orElseThrow()),
                        Optional::isPresent,
                        one -> one.flatMap(StabiliserState.Origin::previous).flatMap(table::stateOrigin))
                .flatMap(Optional::stream);
    }

    /** Returns a state and those that it derives from, the newest first, as far as they still exist. */
    Stream<StabiliserState> lineOf(StabiliserState state) {
        return Stream.iterate(
                        Optional.of(state),
                        Optional::isPresent,
                        one -> one.flatMap(StabiliserState::previous).flatMap(this::state))
                .flatMap(Optional::stream);
    }
}
