/**
 * Keeps the coordinates of items comparable across days while the embeddings are retrained: alignment, landmarks and running
 * mean.
 *
 * <p><b>Read</b> {@link dev.bochner.stabilise.StabiliserOptions} (what a job asks for), {@link dev.bochner.stabilise.Chain}
 * (which state a day derives from, and which days derive from it) with {@code ProcrustesLineage} for procrustes and
 * {@code RunningMeanLineage} for the running mean; {@link dev.bochner.stabilise.DayEmbeddings} and
 * {@link dev.bochner.stabilise.StateItems} (today's embeddings and the state's items), {@link dev.bochner.stabilise.Alignment}
 * (today's rotation onto a state: one join by id) with {@code ExactProducts} (sums that no order of rows changes),
 * {@link dev.bochner.stabilise.Landmarks} (coordinates without any history) with {@code GroupSums}, {@code PolarFactor} (the
 * linear algebra of both), {@link dev.bochner.stabilise.RunningMean} (how an item's mean is updated).
 *
 * <p>What it finds is a {@link dev.bochner.rff.LinearMap}; it is applied elsewhere, row by row. Must not know how features
 * are written, nor judge whether a day may be published.
 */
package dev.bochner.stabilise;
