/**
 * How many directions, by the data themselves: sampled pairs of embeddings, the sigma that suits their distances, the m of each
 * criterion, what it costs, and whether the promise holds when the pairs are really mapped.
 *
 * <p><b>Read</b> {@link dev.bochner.plan.EmbeddingSample}, which the daily job asks for sigma and m too; then {@link
 * dev.bochner.plan.DirectionPlan}, the answer, with {@link dev.bochner.plan.Choice}, {@link dev.bochner.plan.Cost} and {@link
 * dev.bochner.plan.Check}; {@link dev.bochner.plan.MeasuredError} maps the sample over some seeds; {@link
 * dev.bochner.plan.LabelScores} scores a classifier against m.
 *
 * <p>The formulas are in {@code rff} ({@link dev.bochner.rff.Criterion}). Must not know the daily job, its configuration, or
 * where a table lies.
 */
package dev.bochner.plan;
