/**
 * What is measured by training embeddings again and again.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.RepeatedTrainings}, then {@link dev.bochner.experiments.AuditCalibration}.
 *
 * <p>Uses the product as anybody could; nothing of the product may use it.
 */
package dev.bochner.experiments;
