package dev.bochner.audit.scan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A quantile sketch of numbers of 0 and above: a count for each bin between powers of 2^(1/32), roughly, found from the
 * bits of the float. It merges exactly, in any order.
 *
 * <p><b>Error:</b> a quantile is within 1.6 % of an exact one, from 1.2e-38 to 3.4e38; smaller numbers count as 0.
 *
 * <p><b>Source:</b> the idea of DDSketch (Masson, Rim and Lee 2019), with the float's own exponent and five bits of its
 * mantissa instead of a logarithm.
 */
public final class LogHistogram implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int MANTISSA_BITS = 5;
    private static final int SHIFT = 23 - MANTISSA_BITS;
    private static final int BINS = 255 << MANTISSA_BITS;
    private static final int FIRST = 1 << MANTISSA_BITS;

    private final long[] counts = new long[BINS];
    private long total;

    /** Adds a number of 0 or above; one that floats do not hold counts as the largest of them. */
    void add(double value) {
        float narrow = (float) Math.min(value, Float.MAX_VALUE);
        counts[Float.floatToRawIntBits(narrow) >>> SHIFT]++;
        total++;
    }

    void add(LogHistogram other) {
        for (int i = 0; i < BINS; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    /** Numbers added. */
    public long total() {
        return total;
    }

    /** The quantile of p, 0 to 1; empty if nothing was added. */
    public OptionalDouble quantile(double p) {
        if (total == 0) {
            return OptionalDouble.empty();
        }
        long rank = (long) Math.ceil(p * total);
        long seen = 0;
        for (int i = 0; i < BINS; i++) {
            seen += counts[i];
            if (seen >= Math.max(1, rank)) {
                return OptionalDouble.of(middle(i));
            }
        }
        throw new IllegalStateException("counts do not add up to " + total);
    }

    /** Lower edge of a bin; numbers below the first edge count as 0. */
    private static double edge(int bin) {
        return bin < FIRST ? 0 : Math.min(Float.intBitsToFloat(bin << SHIFT), Float.MAX_VALUE);
    }

    private static double middle(int bin) {
        return bin < FIRST ? 0 : (edge(bin) + edge(bin + 1)) / 2;
    }

    /**
     * The distribution between two quantiles, in coarser bins.
     *
     * @param low quantile below which nothing is shown, and high the one above
     * @param perOctave bins for each doubling: 1, 2, 4, 8, 16 or 32
     */
    public Bins between(double low, double high, int perOctave) {
        List<Double> edges = new ArrayList<>();
        List<Long> binned = new ArrayList<>();
        if (total == 0) {
            return new Bins(edges, binned);
        }
        int width = (1 << MANTISSA_BITS) / perOctave;
        double least = quantile(low).orElseThrow();
        double most = quantile(high).orElseThrow();
        for (int i = FIRST; i < BINS; i += width) {
            if (edge(Math.min(BINS - 1, i + width)) >= least && edge(i) <= most) {
                edges.add(edge(i));
                long sum = 0;
                for (int j = i; j < Math.min(BINS, i + width); j++) {
                    sum += counts[j];
                }
                binned.add(sum);
            } else if (!edges.isEmpty()) {
                edges.add(edge(i));
                return new Bins(edges, binned);
            }
        }
        return new Bins(List.of(), List.of());
    }

    /**
     * A part of the distribution.
     *
     * @param edges ascending, one more than there are counts; none if there is nothing to show
     */
    public record Bins(List<Double> edges, List<Long> counts) {
        public Bins {
            edges = List.copyOf(edges);
            counts = List.copyOf(counts);
        }
    }
}
