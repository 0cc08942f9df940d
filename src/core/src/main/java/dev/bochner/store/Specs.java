package dev.bochner.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, checks and creates the specs of a table's versions. The first run to publish a version fixes its spec, which never
 * changes. A spec is stored in the version's {@code _spec.json} and also in the manifest of each of its snapshots; if the file is
 * lost, the manifests are used.
 */
final class Specs {
    private static final Logger LOG = LoggerFactory.getLogger(Specs.class);

    /** A spec of a version, and the file that tells it. */
    private record Recorded(Path file, PublishedSpec spec) {}

    private Specs() {}

    /** Returns the spec of a version from its file, or from its newest snapshot if there is no readable file. */
    static Optional<PublishedSpec> of(FeatureTable table, VersionId version) {
        return ofFile(table, version)
                .or(() -> manifests(table, version)
                        .findFirst()
                        .map(newest -> newest.input().spec()));
    }

    /** Returns the spec in the file; empty if the file is missing or does not hold a spec of the version. */
    private static Optional<PublishedSpec> ofFile(FeatureTable table, VersionId version) {
        Path file = table.specPath(version);
        try {
            return table.files()
                    .read(file)
                    .map(bytes -> ManifestJson.publishedSpec(bytes, file))
                    .filter(spec -> spec.version().equals(version));
        } catch (StoreException | IllegalArgumentException unreadable) {
            LOG.debug("{} tells no spec: {}", file, unreadable.getMessage());
            return Optional.empty();
        }
    }

    /** Returns the readable manifests of a version's snapshots, the newest first. */
    private static Stream<Manifest> manifests(FeatureTable table, VersionId version) {
        return table.dates(version).descendingSet().stream()
                .map(ds -> new Snapshot(version, ds))
                .flatMap(snapshot -> readable(table, snapshot).stream());
    }

    private static Optional<Manifest> readable(FeatureTable table, Snapshot snapshot) {
        try {
            return table.manifest(snapshot);
        } catch (StoreException unreadable) {
            LOG.warn(
                    "Skipping the manifest of {}, whose spec cannot be compared: {}",
                    snapshot,
                    unreadable.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Compares a spec with that in the table's file and newest snapshot or, without a file, with those in all snapshots.
     *
     * @throws ConflictException if the table has another one under the same (m, seed), or contradicts itself, naming what
     *     differs
     */
    static void check(FeatureTable table, PublishedSpec spec) {
        VersionId version = spec.version();
        Optional<PublishedSpec> ofFile = ofFile(table, version);
        List<Recorded> recorded = new ArrayList<>();
        ofFile.ifPresent(found -> recorded.add(new Recorded(table.specPath(version), found)));
        manifests(table, version)
                .limit(ofFile.isPresent() ? 1 : Long.MAX_VALUE)
                .map(manifest -> new Recorded(
                        manifestPath(table, manifest), manifest.input().spec()))
                .forEach(recorded::add);
        requireOne(table, version, recorded);
        for (Recorded one : recorded) {
            List<String> differences = one.spec().differences(spec);
            if (!differences.isEmpty()) {
                String by = one.file().equals(table.specPath(version)) ? "" : ", by " + one.file();
                throw new ConflictException("Version " + version + " of table " + table.root()
                        + " has another spec" + by + ": " + String.join("; ", differences)
                        + ". A version never changes: " + wayOut(table, version));
            }
        }
    }

    private static Path manifestPath(FeatureTable table, Manifest manifest) {
        return new Path(table.path(manifest.snapshot()), FeatureTable.MANIFEST_FILE);
    }

    private static void requireOne(FeatureTable table, VersionId version, List<Recorded> recorded) {
        recorded.stream()
                .findFirst()
                .ifPresent(first -> recorded.forEach(other -> {
                    List<String> differences = first.spec().differences(other.spec());
                    if (!differences.isEmpty()) {
                        String wayOut = first.file().equals(table.specPath(version))
                                ? "delete " + first.file() + ", and the next run writes it again by the manifests"
                                : "roll back to a date before the two differ, or choose another seed";
                        throw new ConflictException("Version " + version + " of table " + table.root()
                                + " has two specs, that of " + first.file() + " there and that of " + other.file()
                                + " here: "
                                + String.join("; ", differences)
                                + ". Snapshots keep the spec that they were made with: "
                                + wayOut);
                    }
                }));
    }

    private static String wayOut(FeatureTable table, VersionId version) {
        return table.dates(version).isEmpty()
                ? "nothing of it is published yet, so delete " + table.specPath(version) + " if it was a mistake"
                : "choose another seed, or another table";
    }

    /**
     * Creates the file of a spec, unless the table has a readable one. If two runs try at once, one succeeds; for the other a
     * differing spec is reported as a conflict.
     *
     * @throws ConflictException if the table has another one
     */
    static void create(RunSession run, PublishedSpec spec) {
        FeatureTable table = run.table();
        Path file = table.specPath(spec.version());
        check(table, spec);
        if (ofFile(table, spec.version()).isEmpty()) {
            boolean damaged = table.files().exists(file);
            if (damaged || !table.dates(spec.version()).isEmpty()) {
                LOG.warn("{} was {} and is written again: {}", file, damaged ? "damaged" : "missing", spec.identity());
            }
            if (damaged) {
                // The damaged file is deleted first instead of replaced: on local disks Hadoop's checksum file of the
                // damaged one
                // would remain beside it.
                table.files().delete(file);
            }
            run.listener().around("spec", () -> run.staging().createFile(file, ManifestJson.bytes(spec)));
        }
        check(table, spec);
    }
}
