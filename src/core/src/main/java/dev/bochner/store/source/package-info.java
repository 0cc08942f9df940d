/**
 * Snapshots in: a day's embeddings as somebody else's job left them.
 *
 * <p><b>Read</b> {@link dev.bochner.store.source.SourceSpec} (what is configured), then {@link
 * dev.bochner.store.source.EmbeddingSnapshot} (what is found), {@link dev.bochner.store.source.EmbeddingEncoding} (how it
 * holds its numbers), {@link dev.bochner.store.source.BinaryType} with {@code BinaryTypeCheck} (what bytes are, and whether they look like it), {@link
 * dev.bochner.store.source.PublishedTypes} (whether its columns fit the days before), {@code Reading} (who reads the rows: Spark, or the room {@code scan}), {@code SourceFiles} and {@link dev.bochner.store.source.ContentHash} (is it still the same?), {@link
 * dev.bochner.store.source.SourceFailures} (whose fault is it?), {@link
 * dev.bochner.store.source.EmbeddingReader} (a row's floats, or the {@link dev.bochner.store.source.Reason} why there are
 * none).
 *
 * <p>Reads and never writes. Must not decide what becomes of a row: that is the Spark stage's business.
 */
package dev.bochner.store.source;
