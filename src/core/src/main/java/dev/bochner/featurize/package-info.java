/**
 * The Spark stage: embedding rows in, feature files of every version out, in one pass.
 *
 * <p><b>Read</b> {@link dev.bochner.featurize.FeatureStage}, which the daily job calls; {@code DuplicateIds}, with
 * {@code IdHashes}; then the sink as Spark meets it: {@link dev.bochner.featurize.FeatureSink}, {@code FeatureBatchWrite} on the
 * driver, {@code FeatureWriterFactory}, {@code FeatureWriter} in a task, with {@link dev.bochner.store.source.EmbeddingReader}
 * (reads a row's floats, or the reason for its refusal), {@code Batch} (rows that are mapped together), {@code VersionOutput}
 * (maps and writes them for one version) and {@code AttemptFiles} (the files of a task attempt).
 *
 * <p>Must not know configuration, nor decide whether anything is published. The features of a row depend only on the spec and the
 * row: no clock, no random numbers, no partition number.
 */
package dev.bochner.featurize;
