/**
 * Files of a table, by way of parquet-hadoop: the schema that Spark itself would write, Spark's own footer keys, and the
 * facts that a manifest states.
 *
 * <p><b>Read</b> {@link dev.bochner.store.parquet.RowLayout} (what a row is), {@link
 * dev.bochner.store.parquet.FeatureFileWriter}, {@link dev.bochner.store.parquet.QuarantineFileWriter}, then what both are
 * made of: {@code TableFileWriter}, {@code CopiedColumns}, {@code ColumnWriters}, {@code ChecksummedOutput}.
 *
 * <p>Knows a file and nothing around it: not which run writes it, nor what becomes of it.
 */
package dev.bochner.store.parquet;
