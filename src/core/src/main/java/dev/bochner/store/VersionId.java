package dev.bochner.store;

import dev.bochner.rff.FeatureSpec;
import java.io.Serializable;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a feature version, and its path below {@code features/}: {@code m=64/seed=42}.
 *
 * @param m number of directions, 1 or more; a feature vector has 2m columns
 * @param seed any 64-bit integer
 */
public record VersionId(int m, long seed) implements Comparable<VersionId>, Serializable {
    private static final Pattern FORM = Pattern.compile("m=([0-9]{1,10})/seed=(-?[0-9]{1,19})");
    private static final Comparator<VersionId> ORDER =
            Comparator.comparingInt(VersionId::m).thenComparingLong(VersionId::seed);

    public VersionId {
        if (m < 1) {
            throw new IllegalArgumentException("m is " + m + ", expected 1 or more directions");
        }
    }

    /** The name of the version that a spec belongs to. */
    public static VersionId of(FeatureSpec spec) {
        return new VersionId(spec.m(), spec.seed());
    }

    /**
     * Parses a relative path such as {@code m=64/seed=42}.
     *
     * @throws IllegalArgumentException if it has another form, or a number in another than its canonical decimal form
     */
    public static VersionId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            try {
                VersionId version = new VersionId(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
                if (version.toString().equals(text)) {
                    return version;
                }
            } catch (NumberFormatException tooLarge) {
                throw notAVersion(text);
            }
        }
        throw notAVersion(text);
    }

    private static IllegalArgumentException notAVersion(String text) {
        return new IllegalArgumentException("Feature version is \"" + text + "\", expected a form like m=64/seed=42");
    }

    /** The name of the directory of m, {@code m=64}. */
    String directionsPart() {
        return "m=" + m;
    }

    /** The name of the directory of the seed, {@code seed=42}. */
    String seedPart() {
        return "seed=" + seed;
    }

    @Override
    public int compareTo(VersionId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return directionsPart() + "/" + seedPart();
    }
}
