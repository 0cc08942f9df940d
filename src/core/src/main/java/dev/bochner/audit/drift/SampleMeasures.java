package dev.bochner.audit.drift;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import java.util.Arrays;
import java.util.List;

/**
 * What needs pairs of items, on a pool of them.
 *
 * <p>{@link Measure#H_KNN_OVERLAP}: the share of an item's {@value #K} nearest neighbours in the pool, by cosine, that
 * are among them on both days; mean over items, with 1.96 standard errors of that mean. It depends on the size of the
 * pool, which is the metric's number of items: figures of different pools do not compare. Absent if the pool has fewer
 * than {@value #FEWEST} items, where all would be neighbours. No mean is taken out: neighbours are those of the
 * embeddings as they are used.
 *
 * <p><b>Source:</b> Wendlandt, Kummerfeld and Mihalcea, "Factors influencing the surprising instability of word
 * embeddings", NAACL 2018. <b>Time:</b> 2 n^2 d products.
 */
public final class SampleMeasures {
    private static final int K = 10;
    private static final int FEWEST = 12;

    private SampleMeasures() {}

    public static List<Metric> of(SampledPairs pairs) {
        if (pairs.size() < FEWEST) {
            return List.of();
        }
        Estimate overlap = Estimate.meanOf(overlaps(pairs));
        return List.of(Metric.sampled(Measure.H_KNN_OVERLAP, overlap.value(), pairs.size(), overlap.halfWidth()));
    }

    private static double[] overlaps(SampledPairs pairs) {
        Neighbours today = pairs.neighboursToday();
        Neighbours before = pairs.neighboursBefore();
        double[] overlaps = new double[pairs.size()];
        for (int item = 0; item < overlaps.length; item++) {
            overlaps[item] = (double) common(today.nearest(item, K), before.nearest(item, K)) / K;
        }
        return overlaps;
    }

    private static long common(int[] some, int[] others) {
        return Arrays.stream(some)
                .filter(item -> Arrays.stream(others).anyMatch(other -> other == item))
                .count();
    }
}
