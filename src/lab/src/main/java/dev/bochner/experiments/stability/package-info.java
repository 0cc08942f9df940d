/**
 * The experiment on stability: how well downstream classifiers work while embeddings are retrained every day, for each
 * stabiliser.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.stability.Stability} for the order of events; {@code StabiliserChoice} and {@link
 * dev.bochner.experiments.stability.Variant} (what is compared); {@code Trainings}, {@code Refreshes} and {@code Playback} (from
 * ratings to published features); {@code Evaluation}, {@code CrossValidation}, {@code CoordinateVariance} and {@code
 * PlantedMove} (what is measured); {@code Report}, {@code Tables} and {@code Targets} (what is reported).
 *
 * <p>Features are read from tables that the daily job published, as any reader would; this package computes none.
 */
package dev.bochner.experiments.stability;
