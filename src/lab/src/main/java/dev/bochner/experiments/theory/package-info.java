/**
 * What the paper proves, simulated: each proposition in the setting that it is stated in, and just outside of it.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.theory.Lemma1} (exact, with {@code LabelledPlaces}); {@link
 * dev.bochner.experiments.theory.Proposition4} (the product's own features, with {@code Alignment} and {@code Sphere});
 * {@link dev.bochner.experiments.theory.Proposition3} ({@code NoisyRegression}, {@code NormalEquations}); {@link
 * dev.bochner.experiments.theory.Proposition2} ({@code OneLayerNetwork}, {@code WideLimit}, {@code Trainings}).
 *
 * <p>All chance comes from the seed by way of {@code Chance}, each run by its own stream, so that the number of threads
 * changes nothing. Data are simulated: nothing is read.
 */
package dev.bochner.experiments.theory;
