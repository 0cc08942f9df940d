/**
 * The Spark stage: embedding rows in, feature files of every version out, in one pass.
 *
 * <p><b>Read</b> {@link dev.bochner.featurize.FeatureStage}, which the daily job calls; {@code DuplicateIds}, with {@code
 * IdHashes}; then the sink as Spark meets it: {@link dev.bochner.featurize.FeatureSink}, {@code FeatureBatchWrite} on the
 * driver, {@code FeatureWriterFactory}, {@code FeatureWriter} in a task, with {@link
 * dev.bochner.store.source.EmbeddingReader} (a row's floats, or the reason it is refused for), {@code Batch} (rows that are mapped together), {@code
 * VersionOutput} (what one version makes of them) and {@code AttemptFiles} (where rows go).
 *
 * <p>Must not know configuration, nor decide whether anything is published. What a row becomes depends on the spec and the
 * row alone: no clock, no random numbers, no partition number.
 */
package dev.bochner.featurize;
