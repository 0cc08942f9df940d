package dev.bochner.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Finds the stabiliser states that some manifest refers to, as its own state or as one that it needs. It considers the manifests
 * of published snapshots, of replaced ones that are kept, and of staged ones, whether refused, being accepted or about to be
 * published. All other states are unused.
 */
final class NamedStates {
    private final FeatureTable table;
    private final Set<String> names = new HashSet<>();

    private NamedStates(FeatureTable table) {
        this.table = table;
    }

    /**
     * Finds the states in use.
     *
     * @param goingSnapshots published snapshots that are about to be removed and do not count
     * @param goingReplaced directories below {@code _replaced} that are about to be removed and do not count
     * @return paths below the table's root, of states and of what else is needed
     */
    static Set<String> of(FeatureTable table, Collection<Snapshot> goingSnapshots, Collection<Path> goingReplaced) {
        NamedStates named = new NamedStates(table);
        table.snapshots().stream()
                .filter(snapshot -> !goingSnapshots.contains(snapshot))
                .flatMap(snapshot -> table.manifest(snapshot).stream())
                .forEach(named::add);
        named.below(table.resolve(FeatureTable.REPLACED), 1)
                .filter(run -> !goingReplaced.contains(run))
                .forEach(named::addSnapshotsOfDates);
        named.below(table.resolve(FeatureTable.STAGING), 1).forEach(named::addStaged);
        return named.names;
    }

    private void addStaged(Path staging) {
        Path owner = new Path(staging, Staging.OWNER);
        addSnapshots(staging);
        below(new Path(owner, HeldStaging.ADOPTED), 1).forEach(this::addSnapshots);
        addSnapshotsOfDates(new Path(owner, Staging.RetireAction.KEPT.directory()));
    }

    private void addSnapshots(Path staging) {
        below(new Path(staging, Staging.SNAPSHOT), 2).forEach(this::addManifest);
    }

    private void addSnapshotsOfDates(Path directory) {
        below(directory, 3).forEach(this::addManifest);
    }

    private void addManifest(Path directory) {
        Path file = new Path(directory, FeatureTable.MANIFEST_FILE);
        table.files()
                .read(file)
                .map(bytes -> ManifestJson.manifest(bytes, file))
                .ifPresent(this::add);
    }

    private void add(Manifest manifest) {
        manifest.lineage().state().ifPresent(names::add);
        names.addAll(manifest.lineage().needs());
    }

    /** Returns the paths at the given depth below a directory. */
    private Stream<Path> below(Path directory, int levels) {
        List<Path> children = table.files().list(directory).stream()
                .filter(FileStatus::isDirectory)
                .map(FileStatus::getPath)
                .toList();
        return levels == 1 ? children.stream() : children.stream().flatMap(child -> below(child, levels - 1));
    }
}
