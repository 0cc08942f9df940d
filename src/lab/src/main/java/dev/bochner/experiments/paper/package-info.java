/**
 * What an experiment of the paper is: a claim, a table or a figure of it, tried again.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.paper.Experiment}, what it is told ({@link
 * dev.bochner.experiments.paper.ExperimentOptions}) and what it answers ({@link dev.bochner.experiments.paper.Findings},
 * with {@link dev.bochner.experiments.paper.Verdict}); {@code FindingsFiles} writes that.
 *
 * <p>It must not know any experiment.
 */
package dev.bochner.experiments.paper;
