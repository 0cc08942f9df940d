package dev.bochner.store;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Which states some manifest names, as its own or as what it needs: of what is published, of what was replaced and is
 * kept, and of what is staged, be it held, adopted or about to be published. The others are of no use to anybody.
 */
final class NamedStates {
    private final FeatureTable table;
    private final Set<String> names = new HashSet<>();

    private NamedStates(FeatureTable table) {
        this.table = table;
    }

    /**
     * Looks for them.
     *
     * @param goingSnapshots published ones that do not count
     * @param goingReplaced directories below {@code _replaced} that do not count
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

    /** What lies so many levels below a directory. */
    private Stream<Path> below(Path directory, int levels) {
        List<Path> children = table.files().list(directory).stream()
                .filter(FileStatus::isDirectory)
                .map(FileStatus::getPath)
                .toList();
        return levels == 1 ? children.stream() : children.stream().flatMap(child -> below(child, levels - 1));
    }
}
