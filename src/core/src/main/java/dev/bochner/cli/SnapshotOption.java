package dev.bochner.cli;

import dev.bochner.store.FeatureTable;
import dev.bochner.store.Snapshot;
import dev.bochner.store.VersionId;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The one snapshot that a command takes from a table. */
final class SnapshotOption {
    @Mixin
    private final TableOption table = new TableOption();

    @Option(names = "--m", required = true, paramLabel = "M", description = "Number of directions of the version.")
    private int m;

    @Option(
            names = "--seed",
            required = true,
            paramLabel = "S",
            converter = Seed.class,
            description = "Seed of the version.")
    private long seed;

    @Option(
            names = "--ds",
            paramLabel = "DATE",
            converter = IsoDate.class,
            description =
                    "Date of the snapshot, such as 2026-11-20; from 1900-01-01 to 9999-12-31 (default: the newest).")
    private Optional<LocalDate> ds = Optional.empty();

    /** @throws IllegalArgumentException if no table can lie there */
    FeatureTable open() {
        return table.open();
    }

    /**
     * The snapshot of that date, published or not; of no date, the newest one.
     *
     * @throws IllegalArgumentException if there is no table, or nothing of the version where the newest is asked for
     */
    Snapshot of(FeatureTable features) {
        if (features.versions().isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no feature table at " + features.root() + ": no features/m=.../seed=... below it");
        }
        VersionId version = new VersionId(m, seed);
        return ds.map(date -> new Snapshot(version, date))
                .or(() -> features.latest(version))
                .orElseThrow(() -> new IllegalArgumentException("Table " + features.root()
                        + " has no snapshot of version " + version + ", only versions " + features.versions()));
    }
}
