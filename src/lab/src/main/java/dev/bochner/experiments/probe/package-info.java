/**
 * Classifiers of vectors, and measures of their quality.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.probe.LogisticRegression} with {@code LogisticLoss} and {@link
 * dev.bochner.experiments.probe.Lbfgs}; {@link dev.bochner.experiments.probe.Scores}; {@link
 * dev.bochner.experiments.probe.Neighbours}, classifiers without training.
 *
 * <p>Knows arrays of numbers and class numbers only, neither films nor Spark.
 */
package dev.bochner.experiments.probe;
