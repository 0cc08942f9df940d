/**
 * The experiment on stability: what downstream classifiers live through while embeddings are trained anew every day, and
 * what each stabiliser changes about it.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.stability.Stability} for the order of events; {@code Rule} and {@link
 * dev.bochner.experiments.stability.Variant} (what is compared); {@code Trainings}, {@code Refreshes} and {@code
 * Playback} (from ratings to published features); {@code Evaluation}, {@code CrossValidation}, {@code CoordinateVariance}
 * and {@code PlantedMove} (what is measured); {@code Report}, {@code Tables} and {@code Targets} (what is told).
 *
 * <p>Features come out of tables that the daily job published, as any reader finds them; nothing here computes one.
 */
package dev.bochner.experiments.stability;
