package dev.bochner.config;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import dev.bochner.rff.Precision;
import dev.bochner.rff.Sampler;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One feature version as configured. What is left to the data is resolved on the first day of the table.
 *
 * @param m number of directions; a feature vector has 2m columns; empty where it is chosen by {@code precision}
 * @param seed names U together with m
 * @param sigma standard deviation of each component of a direction; empty for the median heuristic
 * @param normalisation what happens to an embedding before the projection
 * @param sampler how directions are drawn
 * @param d length of an embedding; if empty, the table's spec knows it, or the first snapshot
 * @param precision what m is chosen for, exactly where it is empty
 */
public record VersionConfig(
        OptionalInt m,
        long seed,
        OptionalDouble sigma,
        Normalisation normalisation,
        Sampler sampler,
        OptionalInt d,
        Optional<Precision> precision) {
    /** @throws IllegalArgumentException if a value is out of the range that {@link FeatureSpec} states */
    public VersionConfig {
        FeatureSpec.gaussian(d.orElse(1), m.orElse(1), seed, sigma.orElse(1.0), normalisation);
        if (m.isPresent() == precision.isPresent()) {
            throw new IllegalArgumentException(
                    "m is " + m + " and its precision " + precision + ", expected one of them");
        }
    }

    /** Gaussian features of which nothing is left to the data but d. */
    public VersionConfig(int m, long seed, double sigma, Normalisation normalisation, OptionalInt d) {
        this(OptionalInt.of(m), seed, OptionalDouble.of(sigma), normalisation, Sampler.GAUSSIAN, d, Optional.empty());
    }

    /** The spec for embeddings of length {@code length}, with what this leaves open. */
    public FeatureSpec specFor(int length, int directions, double scale) {
        return FeatureSpec.gaussian(length, m.orElse(directions), seed, sigma.orElse(scale), normalisation)
                .sampledBy(sampler);
    }
}
