package dev.bochner.store.source;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether sampled bytes look like numbers of the type that they are to be read as.
 *
 * <p>Bits of a mantissa that are read as an exponent give numbers of all magnitudes within one embedding. The measure is
 * the <i>spread</i> of an embedding: the binary exponent of the 90th percentile of its numbers that are not 0, by
 * magnitude, minus that of the 10th percentile; of the sample the median. It does not depend on an embedding's norm. It is
 * 4 for normally distributed numbers, 6 for a Cauchy and 11 for a lognormal distribution with sigma = 3; float64 read as
 * float32 has about 150, float16 read as float32 about 30.
 *
 * <p>A type is refused if the spread is above {@value #WIDEST}, or above {@value #WIDE} while another type explains the
 * bytes: hardly any of its numbers is not finite, and the spread is at most a quarter. It is refused, too, if more than one number of 100
 * is not finite and another type, with no larger spread, explains the bytes, and if each second number is
 * exactly 0 in all of the sample, as whole numbers in float64 read as float32 are, and another type explains the bytes.
 */
final class BinaryTypeCheck {
    /** No embedding is known whose numbers differ by a factor of 2^100 in the middle 80 %. */
    static final int WIDEST = 100;

    static final int WIDE = 12;

    private static final int RATIO = 4;

    /** More than one number of 100 that is infinite or not a number is no accident of a training. */
    private static final int OFTEN = 100;

    /** Fewer numbers that are not 0 in all of the sample say nothing. */
    private static final int FEWEST_NUMBERS = 64;

    /** Of shorter embeddings it may well be that each second number is 0. */
    private static final int FEWEST_OF_HALVES = 8;

    private final List<byte[]> sample;

    /** @param sample embeddings that are not null */
    BinaryTypeCheck(List<byte[]> sample) {
        this.sample = sample;
    }

    /** What is wrong with a type, and which one looks right; empty if nothing is. */
    Optional<String> objection(BinaryType type) {
        Reading configured = Reading.of(type, sample);
        if (configured.numbers() < FEWEST_NUMBERS) {
            return Optional.empty();
        }
        Optional<BinaryType> better = Arrays.stream(BinaryType.values())
                .filter(other -> other != type && Reading.of(other, sample).explains(configured))
                .min(Comparator.comparing(other -> Reading.of(other, sample).spread()));
        boolean implausible = configured.spread() > WIDEST
                || (better.isPresent()
                        && (configured.spread() > WIDE || configured.halfIsZero() || configured.isOftenInfinite()));
        return implausible ? Optional.of(configured.words(type) + advice(better)) : Optional.empty();
    }

    private static String advice(Optional<BinaryType> better) {
        return better.map(other -> "; they look like " + other.label() + ": set source.binary-type = " + other.label())
                        .orElse("; they look like no other type either, expected one of float16, float32 and float64"
                                + " in little-endian")
                + ", or set features.dim if they are right";
    }

    /**
     * The sample as numbers of a type.
     *
     * @param numbers how many are not 0
     * @param infinite how many are infinite or not a number; all of a sample that is no whole number of numbers
     * @param zeroShare share of the numbers that are 0
     * @param halfIsZero whether all of even index, or all of odd index, are 0
     * @param spread median over the embeddings
     */
    private record Reading(int numbers, int infinite, double zeroShare, boolean halfIsZero, double spread) {
        static Reading of(BinaryType type, List<byte[]> sample) {
            int[] nonZero = new int[2];
            int infinite = 0;
            double[] spreads = new double[sample.size()];
            int count = 0;
            int all = 0;
            int shortest = Integer.MAX_VALUE;
            for (byte[] bytes : sample) {
                if (!type.divides(bytes)) {
                    infinite += bytes.length; // It explains nothing.
                    continue;
                }
                double[] values = type.doubles(bytes);
                all += values.length;
                shortest = Math.min(shortest, values.length);
                for (int j = 0; j < values.length; j++) {
                    nonZero[j % 2] += values[j] == 0 ? 0 : 1;
                    infinite += Double.isFinite(values[j]) ? 0 : 1;
                }
                spreads[count++] = spread(values);
            }
            double[] sorted = Arrays.copyOf(spreads, count);
            Arrays.sort(sorted);
            return new Reading(
                    nonZero[0] + nonZero[1],
                    infinite,
                    all == 0 ? 0 : 1 - (double) (nonZero[0] + nonZero[1]) / all,
                    shortest >= FEWEST_OF_HALVES && (nonZero[0] == 0) != (nonZero[1] == 0),
                    count == 0 ? 0 : sorted[count / 2]);
        }

        private static double spread(double[] values) {
            double[] magnitudes = Arrays.stream(values)
                    .map(Math::abs)
                    .filter(value -> value > 0 && Double.isFinite(value))
                    .sorted()
                    .toArray();
            int n = magnitudes.length;
            return n == 0 ? 0 : exponent(magnitudes[n - 1 - n / 10]) - exponent(magnitudes[n / 10]);
        }

        private static int exponent(double magnitude) {
            return Math.getExponent(magnitude);
        }

        boolean explains(Reading other) {
            double most = other.isOftenInfinite() ? other.spread : other.spread > WIDE ? other.spread / RATIO : WIDE;
            // Of numbers that are cut in two or four, the parts behind the first are 0 more often than the whole.
            boolean hasFewerZeros = !other.halfIsZero || zeroShare < other.zeroShare;
            return hasFewerZeros && !isOftenInfinite() && !halfIsZero && spread <= most;
        }

        boolean isOftenInfinite() {
            return (long) infinite * OFTEN > numbers;
        }

        String words(BinaryType type) {
            if (isOftenInfinite()) {
                return infinite + " of " + numbers + " numbers are not finite if the bytes are read as " + type.label()
                        + " (source.binary-type)";
            }
            return halfIsZero
                    ? "each second number is 0 if the bytes are read as " + type.label() + " (source.binary-type)"
                    : "numbers of one embedding differ by a factor of 2^" + (int) spread + " if the bytes are read as "
                            + type.label() + " (source.binary-type)";
        }
    }
}
