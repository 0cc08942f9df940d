/**
 * Where tables live: versions, snapshots, manifests; staging, publishing, replacing, rolling back, expiring. {@code
 * docs/store.md} tells the protocol in plain words.
 *
 * <p>What comes in is in {@code source}, how a file is written in {@code parquet}, the metastore in {@code catalog}; none of
 * them is known here.
 *
 * <p><b>Read</b> what a table consists of: {@link dev.bochner.store.VersionId}, {@link dev.bochner.store.Snapshot}, {@link
 * dev.bochner.store.PublishedSpec}, {@link dev.bochner.store.Manifest}, {@link dev.bochner.store.FeatureTable},
 * {@link dev.bochner.store.Estimate} (what the first day's data decided). Then how it
 * is written: {@link dev.bochner.store.RunSession}, {@link dev.bochner.store.Staging}, {@link dev.bochner.store.RunRecord},
 * {@link dev.bochner.store.Publication}, {@code Transaction}, {@code Renames}. Then what happens when somebody else is
 * there, or died: {@code PublishQueue}, {@code Recovery}. {@link dev.bochner.store.Acceptance} publishes what the audit
 * refused, and {@code HeldStaging} keeps it from being lost;
 * {@link dev.bochner.store.Rollback} and {@link dev.bochner.store.Expiry} are other transactions.
 *
 * <p>Must not know how features are computed, nor the catalog that they are registered in. Everything about files on a
 * Hadoop filesystem goes through {@code TableFiles}; none of it needs Spark.
 */
package dev.bochner.store;
