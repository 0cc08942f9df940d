package dev.bochner.cli;

import dev.bochner.store.FeatureTable;
import dev.bochner.store.VersionId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which versions of a table a command is about. */
final class VersionOption {
    @Option(names = "--m", paramLabel = "M", description = "Only versions with this number of directions.")
    private Optional<Integer> m = Optional.empty();

    @Option(names = "--seed", paramLabel = "S", converter = Seed.class, description = "Only versions with this seed.")
    private Optional<Long> seed = Optional.empty();

    /**
     * The versions of a table that the options select, in order.
     *
     * @throws IllegalArgumentException if there is none
     */
    List<VersionId> of(FeatureTable table) {
        List<VersionId> all = table.versions();
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no feature table at " + table.root() + ": no features/m=.../seed=... below it");
        }
        List<VersionId> selected = all.stream().filter(this::selects).toList();
        if (selected.isEmpty()) {
            throw new IllegalArgumentException("Table " + table.root() + " has no such version (--m"
                    + m.map(value -> " " + value).orElse(" any") + ", --seed"
                    + seed.map(value -> " " + value).orElse(" any") + "), only " + all);
        }
        return selected;
    }

    private boolean selects(VersionId version) {
        return m.filter(wanted -> version.m() != wanted).isEmpty()
                && seed.filter(wanted -> version.seed() != wanted).isEmpty();
    }
}
