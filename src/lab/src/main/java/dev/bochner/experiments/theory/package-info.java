/**
 * Simulations of the paper's propositions, each in the setting of its statement and in settings just outside of it.
 *
 * <p><b>Read</b> {@link dev.bochner.experiments.theory.Lemma1} (exact, with {@code DiscreteDistribution}); {@link
 * dev.bochner.experiments.theory.Proposition4} (the product's own features, with {@code Alignment} and {@code Sphere});
 * {@link dev.bochner.experiments.theory.Proposition3} ({@code NoisyRegression}, {@code NormalEquations}); {@link
 * dev.bochner.experiments.theory.Proposition2} ({@code OneLayerNetwork}, {@code WideLimit}, {@code Trainings}).
 *
 * <p>All random numbers come from {@code RandomStreams}, with a separate stream for each run, so that results do not depend on
 * the number of threads. No data are read.
 */
package dev.bochner.experiments.theory;
