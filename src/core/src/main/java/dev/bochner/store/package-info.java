/**
 * The feature table on disk: versions, snapshots and manifests, and the protocol by which runs stage, publish, replace, roll back
 * and expire them. {@code docs/store.md} explains the protocol.
 *
 * <p>Sources of embeddings are in the package {@code source}, file formats in {@code parquet}, the metastore in {@code catalog};
 * this package depends on none of them.
 *
 * <p><b>Read</b> what a table consists of: {@link dev.bochner.store.VersionId}, {@link dev.bochner.store.Snapshot},
 * {@link dev.bochner.store.PublishedSpec}, {@link dev.bochner.store.Manifest}, {@link dev.bochner.store.FeatureTable},
 * {@link dev.bochner.store.Estimate} (what the first day's data decided). Then how it is written:
 * {@link dev.bochner.store.RunSession}, {@link dev.bochner.store.Staging}, {@link dev.bochner.store.RunRecord},
 * {@link dev.bochner.store.Publication}, {@code Transaction}, {@code Renames}. Then how concurrent runs and dead runs are
 * handled: {@code PublishQueue}, {@code Recovery}. {@link dev.bochner.store.Acceptance} publishes what the audit refused, and
 * {@code HeldStaging} keeps it from being lost if the acceptance fails; {@link dev.bochner.store.Rollback} and
 * {@link dev.bochner.store.Expiry} are other transactions.
 *
 * <p>Must not know how features are computed, nor the catalog that they are registered in. Everything about files on a
 * Hadoop filesystem goes through {@code TableFiles}; none of it needs Spark.
 */
package dev.bochner.store;
