package dev.bochner.experiments.stability;

/**
 * What was measured of a variant.
 *
 * @param lag of the planted move, which is played on the same data only
 */
record Measured(Variant variant, Figures figures, Lag lag) {}
