package dev.bochner.serve;

import dev.bochner.rff.Directions;
import dev.bochner.rff.ErrorBound;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Manifest;
import dev.bochner.store.PublishedSpec;
import dev.bochner.store.Snapshot;
import dev.bochner.store.StabiliserState;
import dev.bochner.store.StoreException;
import dev.bochner.store.VersionId;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The map that made a published snapshot: a version's spec and directions, with the linear map of the day if it has a
 * stabiliser. What it makes of an embedding of that day is the published row, bit for bit.
 */
public final class PublishedMap {
    private final Manifest manifest;
    private final Directions directions;
    private final Optional<LinearMap> transform;
    private final FeatureMap map;

    private PublishedMap(Manifest manifest, Directions directions, Optional<LinearMap> transform) {
        this.manifest = manifest;
        this.directions = directions;
        this.transform = transform;
        this.map = DrawnMaps.of(directions.spec(), transform);
    }

    /**
     * The map of a version's newest snapshot.
     *
     * @throws IllegalArgumentException if there is none, or its features depend on the items' history
     * @throws StoreException if the table cannot be read, or contradicts itself
     */
    public static PublishedMap latest(FeatureTable table, VersionId version) {
        return of(table, table.latest(version).orElseThrow(() -> absent(table, version, "no snapshot")));
    }

    /**
     * The map of a snapshot.
     *
     * @throws IllegalArgumentException if it is not published, or its features depend on the items' history
     * @throws StoreException if the table cannot be read, or contradicts itself
     */
    public static PublishedMap of(FeatureTable table, Snapshot snapshot) {
        Manifest manifest = table.manifest(snapshot)
                .orElseThrow(() -> absent(table, snapshot.version(), "no snapshot of " + snapshot.ds()));
        PublishedSpec published = manifest.input().spec();
        FeatureSpec spec = FeatureSpec.of(published.identity());
        requireWithoutHistory(spec, table.path(snapshot));
        DrawnMaps.Drawn drawn = DrawnMaps.directions(spec);
        if (!drawn.sha256().equals(published.directionsSha256())) {
            throw new StoreException("sha256(U) of " + table.path(snapshot) + " is " + published.directionsSha256()
                    + ", expected " + drawn.sha256() + ", that of the U which its spec draws");
        }
        return new PublishedMap(
                manifest, drawn.directions(), manifest.lineage().state().map(path -> transform(table, path)));
    }

    private static void requireWithoutHistory(FeatureSpec spec, Path snapshot) {
        if (!spec.stabiliser().isLinear()) {
            throw new IllegalArgumentException("Features of stabiliser "
                    + spec.stabiliser().kind().label()
                    + " depend on the item's history and not on one embedding: read the published ones, in SQL"
                    + " SELECT * FROM parquet.`" + snapshot + "`");
        }
    }

    private static LinearMap transform(FeatureTable table, String path) {
        return table.state(path)
                .map(StabiliserState::transform)
                .orElseThrow(() -> new StoreException("The state " + table.resolve(path)
                        + ", which the manifest of a published snapshot names, is gone: it was deleted outside Bochner. Put it"
                        + " back from a backup"));
    }

    private static IllegalArgumentException absent(FeatureTable table, VersionId version, String what) {
        List<VersionId> versions = table.versions();
        if (versions.isEmpty()) {
            return new IllegalArgumentException(
                    "No features are published at " + table.root() + ", expected the root of a feature table");
        }
        return new IllegalArgumentException("Table " + table.root() + " has " + what + " of version " + version
                + (versions.contains(version) ? ", only of " + table.dates(version) : ", only versions " + versions));
    }

    /** The snapshot's manifest. */
    public Manifest manifest() {
        return manifest;
    }

    /** The version's spec. */
    public FeatureSpec spec() {
        return directions.spec();
    }

    /** U [m][d]. */
    public Directions directions() {
        return directions;
    }

    /** W [length of h][d] of the day; empty if the version has no stabiliser. */
    public Optional<LinearMap> transform() {
        return transform;
    }

    /** The map itself. */
    public FeatureMap map() {
        return map;
    }

    /** How far the map's columns may be from the exact values. */
    public ErrorBound errorBound() {
        return transform
                .map(w -> ErrorBound.of(spec(), directions, w))
                .orElseGet(() -> ErrorBound.of(spec(), directions));
    }
}
