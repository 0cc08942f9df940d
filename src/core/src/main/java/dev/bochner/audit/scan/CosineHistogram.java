package dev.bochner.audit.scan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Counts of cosines in 400 bins from -1 to 1, and their mean: a quantile is within 0.0025 of an exact one. */
public final class CosineHistogram implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int BINS = 400;
    private static final int COARSE = 10;

    private final long[] counts = new long[BINS];
    private long total;
    private double sum;

    void add(double cosine) {
        int bin = (int) ((cosine + 1) * BINS / 2);
        counts[Math.max(0, Math.min(BINS - 1, bin))]++;
        total++;
        sum += cosine;
    }

    void add(CosineHistogram other) {
        for (int i = 0; i < BINS; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
        sum += other.sum;
    }

    public long total() {
        return total;
    }

    /** The mean; empty if nothing was added. */
    public OptionalDouble mean() {
        return total == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / total);
    }

    /** The quantile of p, 0 to 1; empty if nothing was added. */
    public OptionalDouble quantile(double p) {
        long rank = Math.max(1, (long) Math.ceil(p * total));
        long seen = 0;
        for (int i = 0; i < BINS; i++) {
            seen += counts[i];
            if (total > 0 && seen >= rank) {
                return OptionalDouble.of(2 * (i + 0.5) / BINS - 1);
            }
        }
        return OptionalDouble.empty();
    }

    /** The distribution in 40 bins. */
    public LogHistogram.Bins bins() {
        List<Double> edges = new ArrayList<>();
        List<Long> coarse = new ArrayList<>();
        for (int i = 0; i < BINS; i += COARSE) {
            edges.add(2.0 * i / BINS - 1);
            long all = 0;
            for (int j = i; j < i + COARSE; j++) {
                all += counts[j];
            }
            coarse.add(all);
        }
        edges.add(1.0);
        return new LogHistogram.Bins(edges, coarse);
    }
}
