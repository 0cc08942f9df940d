/**
 * A cheap reader of Parquet files of lists of floats or doubles, for the files of which it is certain that it gives the rows that
 * Spark's own reader would.
 *
 * <p>Spark takes a list apart number by number, twice. Here a page's levels are looked at run by run, and a row's numbers
 * are copied in one piece into the array that the row hands on.
 *
 * <p><b>Read</b> {@link dev.bochner.store.source.scan.FloatListScan} (when it is taken), {@code FileColumns} (what a file
 * must be like), {@link dev.bochner.store.source.scan.FloatListSource} and {@code SplitPlan} (how Spark gets it), {@link dev.bochner.store.source.scan.ReadableColumns} (what is left of a schema that Spark refuses), {@code
 * SplitReader} and {@code FileRows} (a task's way through its files; {@code PageCodecs} decompresses), {@code FlatColumn} and {@code FloatLists} (a column's
 * way through its pages), {@code Levels}, {@code FloatPage} and {@code ListBuffer} (what a page holds, and what a row gets).
 *
 * <p>Must not list a source, which is Spark's business, nor judge a row; it is told files and columns.
 */
package dev.bochner.store.source.scan;
