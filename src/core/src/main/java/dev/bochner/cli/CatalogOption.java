package dev.bochner.cli;

import dev.bochner.cli.DriverSession.Metastore;
import dev.bochner.store.Snapshot;
import dev.bochner.store.catalog.CatalogTable;
import java.util.Collection;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The metastore table that follows a feature table. */
final class CatalogOption {
    @Option(
            names = "--catalog-table",
            paramLabel = "T",
            description = "Metastore table whose partitions are dropped too; needs Spark.")
    private Optional<String> name = Optional.empty();

    /** Drops the partitions of what is published no longer; nothing without the option. */
    void drop(Collection<Snapshot> gone) {
        if (name.isPresent() && !gone.isEmpty()) {
            try (DriverSession session = DriverSession.start("bochner drop partitions", Metastore.HIVE)) {
                CatalogTable.of(session.spark(), name.get()).drop(gone);
            }
        }
    }
}
