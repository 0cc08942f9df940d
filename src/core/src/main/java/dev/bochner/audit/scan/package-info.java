/**
 * The passes over a day's embeddings: what Spark does for the audit.
 *
 * <p><b>Read</b> {@link dev.bochner.audit.scan.DayScan} (one day: norms, directions, the pool) with {@link
 * dev.bochner.audit.scan.DaySketch}; {@link dev.bochner.audit.scan.PairScan} (two days joined by id) with {@link
 * dev.bochner.audit.scan.PairSketch}; {@link
 * dev.bochner.audit.scan.StoredRows} (the first rows of staged feature files). {@link
 * dev.bochner.store.tasks.SketchCatalog} gets the sketches into Spark as aggregate functions.
 *
 * <p>A sketch's size depends on d and the pool, never on the number of items, and two sketches of parts merge into that of
 * the whole, so that nothing of size n comes to the driver. Must not judge a figure.
 */
package dev.bochner.audit.scan;
