/**
 * Keeps coordinates where they were while the embeddings are trained anew: alignment and running mean across refreshes.
 *
 * <p><b>Read</b> {@link dev.bochner.stabilise.StabiliserOptions} (what a job asks for), {@link dev.bochner.stabilise.Chain}
 * (what a day follows and who follows it) with {@code ProcrustesLineage} for procrustes and {@code RunningMeanLineage} for the running mean;
 * {@link dev.bochner.stabilise.DayEmbeddings} and {@link dev.bochner.stabilise.StateItems} (what is compared), {@link
 * dev.bochner.stabilise.Alignment} (today's rotation onto a state: one join by id) with {@code ExactProducts} (sums that no
 * order of rows changes), {@link dev.bochner.stabilise.Landmarks} (coordinates without any history) with {@code GroupSums},
 * {@code PolarFactor} (the linear algebra of both), {@link dev.bochner.stabilise.RunningMean} (what becomes of an item).
 *
 * <p>What it finds is a {@link dev.bochner.rff.LinearMap}; it is applied elsewhere, row by row. Must not know how features
 * are written, nor judge whether a day may be published.
 */
package dev.bochner.stabilise;
