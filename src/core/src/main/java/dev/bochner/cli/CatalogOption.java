package dev.bochner.cli;

import dev.bochner.cli.DriverSession.Metastore;
import dev.bochner.config.JobConfig;
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
            description = "Metastore table whose partitions are dropped too (default: that of --conf); needs Spark.")
    private Optional<String> name = Optional.empty();

    /** Drops the partitions of what is published no longer; nothing if neither the option nor a configuration names one. */
    void drop(Collection<Snapshot> gone, Optional<JobConfig> config) {
        Optional<String> catalogTable = name.or(() -> config.flatMap(JobConfig::catalogTable));
        if (catalogTable.isPresent() && !gone.isEmpty()) {
            try (DriverSession session = DriverSession.start("bochner drop partitions", Metastore.HIVE)) {
                CatalogTable.of(session.spark(), catalogTable.get()).drop(gone);
            }
        }
    }
}
