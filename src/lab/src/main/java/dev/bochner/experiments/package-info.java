/**
 * Experiments that train embeddings repeatedly: the calibration of the audit, the experiment on stability, and repetitions of
 * the paper's tables, figures and propositions.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.RepeatedTrainings}; {@code stability} holds the experiment on stability.
 *
 * <p>{@link dev.bochner.experiments.PaperExperiments} lists the experiments that repeat the paper's. {@code paper} defines what
 * such an experiment is, {@code figures} draws tables and charts, {@code movielens} reads the ratings, {@code probe} has
 * classifiers; {@code item2vec} and {@code theory} hold the experiments themselves. Those that train networks are in {@code
 * src/lab-torch}.
 *
 * <p>Uses the product as any user could. The product must not depend on it; of the other packages only
 * {@code demo} and {@code lab} do.
 */
package dev.bochner.experiments;
