/**
 * The interface of an experiment that repeats a claim, a table or a figure of the paper.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.paper.Experiment}, its options ({@link
 * dev.bochner.experiments.paper.ExperimentOptions}) and its results ({@link dev.bochner.experiments.paper.Findings}, with {@link
 * dev.bochner.experiments.paper.Verdict}); {@code FindingsFiles} writes the results to files.
 *
 * <p>It must not know any experiment.
 */
package dev.bochner.experiments.paper;
