package dev.bochner.plan;

/**
 * The errors of one seed at one m over all pairs of the sample.
 *
 * @param meanSquare mean of their squares
 * @param largest the largest of them
 * @param shareAbove share of the pairs whose error is above epsilon
 */
record SeedErrors(double meanSquare, double largest, double shareAbove) {}
