package dev.bochner.config;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.util.OptionalInt;

/**
 * One feature version as configured.
 *
 * @param m number of directions; a feature vector has 2m columns
 * @param seed names U together with m
 * @param sigma standard deviation of each component of a direction
 * @param normalisation what happens to an embedding before the projection
 * @param d length of an embedding; if empty, the table's spec knows it, or the first snapshot
 */
public record VersionConfig(int m, long seed, double sigma, Normalisation normalisation, OptionalInt d) {
    /** @throws IllegalArgumentException if a value is out of the range that {@link FeatureSpec} states */
    public VersionConfig {
        new FeatureSpec(d.orElse(1), m, seed, sigma, normalisation);
    }

    /** The spec for embeddings of length {@code length}. */
    public FeatureSpec specFor(int length) {
        return new FeatureSpec(length, m, seed, sigma, normalisation);
    }
}
