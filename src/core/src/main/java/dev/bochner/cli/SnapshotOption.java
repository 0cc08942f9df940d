package dev.bochner.cli;

import dev.bochner.config.JobConfig;
import dev.bochner.config.VersionConfig;
import dev.bochner.store.FeatureTable;
import dev.bochner.store.Snapshot;
import dev.bochner.store.VersionId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The one snapshot that a command takes from a table. */
final class SnapshotOption {
    @Mixin
    private final TableOption table = new TableOption();

    @Option(
            names = "--m",
            paramLabel = "M",
            description = "Number of directions of the version (default: that of --conf, if it has one version).")
    private Optional<Integer> m = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "S",
            converter = Seed.class,
            description = "Seed of the version (default: that of --conf, if it has one version).")
    private Optional<Long> seed = Optional.empty();

    @Option(
            names = "--ds",
            paramLabel = "DATE",
            converter = IsoDate.class,
            description =
                    "Date of the snapshot, such as 2026-11-20; from 1900-01-01 to 9999-12-31 (default: the newest).")
    private Optional<LocalDate> ds = Optional.empty();

    /** The version that is named; what is not given is that of the configuration, if only one fits there. */
    private VersionId version(FeatureTable features) {
        if (m.isPresent() && seed.isPresent()) {
            return new VersionId(m.get(), seed.get());
        }
        List<VersionConfig> fitting = table.config().map(JobConfig::versions).orElse(List.of()).stream()
                .filter(one -> seed.filter(wanted -> wanted != one.seed()).isEmpty())
                .filter(one -> m.filter(wanted -> !OptionalInt.of(wanted).equals(one.m()))
                        .isEmpty())
                .toList();
        if (fitting.size() != 1 || fitting.get(0).m().isEmpty()) {
            throw new IllegalArgumentException(
                    "--m and --seed are not both given, expected one of the versions " + features.versions());
        }
        return new VersionId(fitting.get(0).m().getAsInt(), fitting.get(0).seed());
    }

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
        VersionId version = version(features);
        return ds.map(date -> new Snapshot(version, date))
                .or(() -> features.latest(version))
                .orElseThrow(() -> new IllegalArgumentException("Table " + features.root()
                        + " has no snapshot of version " + version + ", only versions " + features.versions()));
    }
}
