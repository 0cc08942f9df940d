package dev.bochner.rff;

import java.io.Serializable;

/**
 * All that decides the bits of a feature row besides the embedding itself.
 *
 * @param d length of an embedding, 1 or more
 * @param m number of directions, 1 or more; a feature vector has 2m columns
 * @param seed names U together with m; any 64-bit integer
 * @param sigma standard deviation of each component of a direction, positive and finite
 * @param normalisation what happens to the embedding before the projection
 */
public record FeatureSpec(int d, int m, long seed, double sigma, Normalisation normalisation) implements Serializable {}
