/**
 * What can be told from vectors: classifiers, and how well they do.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.probe.LogisticRegression} with LogisticLoss and {@link
 * dev.bochner.experiments.probe.Lbfgs}; {@link dev.bochner.experiments.probe.Scores}; {@link
 * dev.bochner.experiments.probe.Neighbours}, which learns nothing.
 *
 * <p>Knows rows of numbers and numbers of classes; no films, no Spark.
 */
package dev.bochner.experiments.probe;
