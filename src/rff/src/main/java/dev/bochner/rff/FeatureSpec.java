package dev.bochner.rff;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that decides the bits of a feature row besides the embedding itself.
 *
 * @param d length of what phi maps, 1 or more: of an embedding, or, where the stabiliser has landmarks, their number
 * @param m number of directions, 1 to {@value #MAX_M}; a feature vector has 2m columns
 * @param seed names U together with m; any 64-bit integer
 * @param sigma standard deviation of each component of a direction, positive; from {@value #MIN_SIGMA} to {@value
 *     #MAX_SIGMA}, so that each component of U is a finite float32
 * @param normalisation what happens to the embedding first
 * @param stabiliser what happens to it between the normalisation and the projection
 * @param sampler how the directions are drawn
 */
public record FeatureSpec(
        int d, int m, long seed, double sigma, Normalisation normalisation, Stabiliser stabiliser, Sampler sampler)
        implements Serializable {
    /** Largest number of directions: 2m is an int. */
    public static final int MAX_M = Integer.MAX_VALUE / 2;

    /** Smallest sigma: the least positive float32. */
    public static final double MIN_SIGMA = Float.MIN_VALUE;

    /** Largest sigma: no normal deviate of directions-v1 reaches 8.3, so sigma times it stays finite. */
    public static final double MAX_SIGMA = 4.0e37;

    /** @throws IllegalArgumentException if a value is out of its range; the message names value and range */
    public FeatureSpec {
        if (d < 1) {
            throw new IllegalArgumentException("d is " + d + ", expected 1 or more");
        }
        if (m < 1 || m > MAX_M) {
            throw new IllegalArgumentException("m is " + m + ", expected 1 to " + MAX_M);
        }
        if (!(sigma >= MIN_SIGMA && sigma <= MAX_SIGMA)) {
            throw new IllegalArgumentException("sigma is " + sigma + ", expected a positive number from " + MIN_SIGMA
                    + " to " + MAX_SIGMA + " (U is float32)");
        }
        if (stabiliser.kind() == Stabiliser.Kind.LANDMARKS
                && stabiliser.landmarks().size() != d) {
            throw new IllegalArgumentException(
                    "d is " + d + ", expected " + stabiliser.landmarks().size() + ", the number of landmarks");
        }
    }

    /** The spec of features whose directions are Gaussian, of embeddings that no stabiliser changes. */
    public static FeatureSpec gaussian(int d, int m, long seed, double sigma, Normalisation normalisation) {
        return new FeatureSpec(d, m, seed, sigma, normalisation, Stabiliser.NONE, Sampler.GAUSSIAN);
    }

    /** The same features of stabilised embeddings. */
    public FeatureSpec stabilisedBy(Stabiliser other) {
        return new FeatureSpec(d, m, seed, sigma, normalisation, other, sampler);
    }

    /** The same with directions drawn in another way. */
    public FeatureSpec sampledBy(Sampler other) {
        return new FeatureSpec(d, m, seed, sigma, normalisation, stabiliser, other);
    }

    /**
     * What remains to be done with a vector that the stabiliser has made: a linear one takes it normalised, and the
     * running mean is normalised itself.
     */
    public FeatureSpec afterStabiliser() {
        boolean normalised = !stabiliser.isNone() && stabiliser.isLinear();
        Normalisation left = normalised ? Normalisation.NONE : normalisation;
        return new FeatureSpec(d, m, seed, sigma, left, Stabiliser.NONE, sampler);
    }

    /** Length of a feature vector, 2m: cos and sin for each direction, interleaved. */
    public int columns() {
        return 2 * m;
    }

    /** The factor of every column, 1/sqrt(m) in double, rounded to float32. */
    float scale() {
        return (float) (1.0 / Math.sqrt(m));
    }

    /**
     * The spec of the first {@code m} directions. Its features are the first 2m columns of this one's times the root
     * of the quotient of the two m: to the bit where the quotient is a power of 4, within 1 ulp where both m are
     * powers of 2, else within 4 (four roundings; 3.5 is the largest seen). Subnormal columns excepted, which lose
     * bits by any scaling.
     *
     * @throws IllegalArgumentException if {@code m} is not 1 to this spec's m
     */
    public FeatureSpec prefix(int m) {
        if (m < 1 || m > this.m) {
            throw new IllegalArgumentException("m of a prefix is " + m + ", expected 1 to " + this.m);
        }
        return new FeatureSpec(d, m, seed, sigma, normalisation, stabiliser, sampler);
    }

    /**
     * The whole identity as text, in the order in which {@code _spec.json} lists it. Two rows of features are
     * comparable bit by bit exactly if their identities are equal.
     */
    public Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("scheme", Directions.SCHEME);
        identity.put("sampler", sampler.label());
        identity.put("d", Integer.toString(d));
        identity.put("m", Integer.toString(m));
        identity.put("seed", Long.toString(seed));
        identity.put("sigma", Double.toString(sigma));
        identity.put("normalisation", normalisation.label());
        identity.put("layout", "interleaved");
        identity.put("dtype", "float32");
        stabiliser.putInto(identity);
        return Collections.unmodifiableMap(identity);
    }

    /**
     * The spec that an {@link #identity} describes.
     *
     * @throws IllegalArgumentException if it is of another scheme, sampler, layout or type than this code's
     */
    public static FeatureSpec of(Map<String, String> identity) {
        FeatureSpec spec = new FeatureSpec(
                Integer.parseInt(identity.getOrDefault("d", "")),
                Integer.parseInt(identity.getOrDefault("m", "")),
                Long.parseLong(identity.getOrDefault("seed", "")),
                Double.parseDouble(identity.getOrDefault("sigma", "")),
                Normalisation.of(identity.getOrDefault("normalisation", "")),
                Stabiliser.of(identity),
                Sampler.of(identity.getOrDefault("sampler", "")));
        List<String> differences = spec.differencesTo(identity);
        if (!differences.isEmpty()) {
            throw new IllegalArgumentException("Spec is not one that this code computes: " + differences);
        }
        return spec;
    }

    /** How this spec differs from a table's: one phrase per entry of the identity, none if they are equal. */
    public List<String> differencesTo(FeatureSpec table) {
        return differencesTo(table.identity());
    }

    /**
     * How this spec differs from the identity that a table recorded, which may be of another scheme: one phrase per
     * entry, such as {@code sigma is 0.5, the table's is 1.0}; none if they are equal.
     */
    public List<String> differencesTo(Map<String, String> table) {
        Map<String, String> ours = identity();
        List<String> differences = new ArrayList<>();
        ours.forEach((name, value) -> {
            if (!table.containsKey(name)) {
                differences.add(name + " is " + value + ", the table has none");
            } else if (!value.equals(table.get(name))) {
                differences.add(name + " is " + value + ", the table's is " + table.get(name));
            }
        });
        table.forEach((name, value) -> {
            if (!ours.containsKey(name)) {
                differences.add(name + " is absent, the table's is " + value);
            }
        });
        return List.copyOf(differences);
    }
}
