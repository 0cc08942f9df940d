/**
 * What is measured by training embeddings again and again.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.RepeatedTrainings}; {@code stability} is an experiment with a room of its own.
 *
 * <p>What the paper claims and shows is tried again by {@link dev.bochner.experiments.PaperExperiments}: {@code paper} says
 * what such an experiment is, {@code figures} draws; {@code movielens} reads, {@code probe} classifies; {@code item2vec} and {@code theory}
 * hold a group of experiments each. Those that train networks are in {@code src/lab-torch}.
 *
 * <p>Uses the product as anybody could; nothing of the product may use it.
 */
package dev.bochner.experiments;
