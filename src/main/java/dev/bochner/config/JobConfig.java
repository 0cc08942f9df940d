package dev.bochner.config;

import dev.bochner.store.SourceSpec;
import dev.bochner.store.StoreOptions;
import java.util.List;
import java.util.Optional;

/**
 * The validated configuration of the daily job.
 *
 * @param table root path of the feature table
 * @param source where embeddings come from
 * @param versions the feature versions to publish, at least one, no two with the same (m, seed)
 * @param validation when a snapshot is refused
 * @param store the store's times
 * @param catalogTable the metastore table whose partitions are registered, if any
 */
public record JobConfig(
        String table,
        SourceSpec source,
        List<VersionConfig> versions,
        ValidationConfig validation,
        StoreOptions store,
        Optional<String> catalogTable) {

    public JobConfig {
        versions = List.copyOf(versions);
    }
}
