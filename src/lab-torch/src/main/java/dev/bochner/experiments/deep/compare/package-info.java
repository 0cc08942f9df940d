/**
 * Tests whether two results differ significantly.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.deep.compare.Gain} (means) and {@link
 * dev.bochner.experiments.deep.compare.Spread} (deviations).
 *
 * <p>Knows numbers only.
 */
package dev.bochner.experiments.deep.compare;
