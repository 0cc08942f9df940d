package dev.bochner.experiments.stability;

/**
 * Results of a variant under one protocol.
 *
 * @param lag of the planted move, which is played on the same data only
 */
record VariantResult(Variant variant, VariantScores figures, Lag lag) {}
