package dev.bochner.config;

import dev.bochner.audit.AuditOptions;
import dev.bochner.stabilise.StabiliserOptions;
import dev.bochner.store.StoreOptions;
import dev.bochner.store.parquet.FileOptions;
import dev.bochner.store.source.SourceSpec;
import java.util.List;
import java.util.Optional;

/**
 * The validated configuration of the daily job.
 *
 * @param table root path of the feature table
 * @param source where embeddings come from
 * @param versions the feature versions to publish, at least one, no two with the same (m, seed)
 * @param stabiliser what keeps features comparable across refreshes
 * @param validation when a snapshot is refused
 * @param audit how a snapshot is audited before it is published
 * @param files how the table's files are written
 * @param store the store's times
 * @param catalogTable the metastore table whose partitions are registered, if any
 */
public record JobConfig(
        String table,
        SourceSpec source,
        List<VersionConfig> versions,
        StabiliserOptions stabiliser,
        ValidationConfig validation,
        AuditOptions audit,
        FileOptions files,
        StoreOptions store,
        Optional<String> catalogTable) {

    /** @throws IllegalArgumentException if there is no version, or two have the same (m, seed) */
    public JobConfig {
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("There are no versions, expected one or more");
        }
        long names = versions.stream()
                .map(version -> List.<Object>of(version.m(), version.seed()))
                .distinct()
                .count();
        if (names < versions.size()) {
            throw new IllegalArgumentException("Two versions have the same (m, seed): " + versions);
        }
    }
}
