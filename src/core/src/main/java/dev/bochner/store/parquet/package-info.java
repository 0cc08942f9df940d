/**
 * Files of a table, by way of parquet-hadoop's {@code ParquetFileWriter}: the schema that Spark itself would write,
 * Spark's own footer keys, and the facts that a manifest states.
 *
 * <p><b>Read</b> {@link dev.bochner.store.parquet.FileFormat} and {@link dev.bochner.store.parquet.RowLayout} (what is
 * written), {@link dev.bochner.store.parquet.FeatureFileWriter}, {@link dev.bochner.store.parquet.QuarantineFileWriter};
 * then what both are made of: {@code TableFile} writes row groups, whose columns come from {@code CopiedColumns} with its
 * {@code AtomicColumn}s (ids and the like, by Parquet's own column writers) and from {@code FeaturePages} (features, whose
 * pages are put together here: {@code FeaturePage}, {@code PageLevels}, {@code FeatureRange}). {@link
 * dev.bochner.store.parquet.VerifiedFiles} reads what was written, {@link dev.bochner.store.parquet.PublishedColumns} the
 * names and types of a file's columns.
 *
 * <p>It uses only what Parquet 1.16 (Spark 4.1) and 1.13 (Spark 3.5) have in common. It knows a file and nothing around
 * it: not which run writes it, nor what becomes of it.
 */
package dev.bochner.store.parquet;
