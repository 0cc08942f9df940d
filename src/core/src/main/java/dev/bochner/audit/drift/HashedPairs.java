package dev.bochner.audit.drift;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pairs of different items out of a pool, each item in as many of them as any other: items stand in a circle in the order
 * of a hash of their id, and each is paired with the next few. The same pairs for the same ids, in whatever order they
 * come.
 */
final class HashedPairs {
    /** Partners of an item on either side; more would cost time and add little. */
    private static final int MOST_PARTNERS = 8;

    private final int[] order;
    private final int partners;

    private HashedPairs(int[] order, int partners) {
        this.order = order;
        this.partners = partners;
    }

    static HashedPairs of(List<String> ids) {
        int[] order = IntStream.range(0, ids.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(item -> hash(ids.get(item)))
                        .thenComparing(ids::get))
                .mapToInt(Integer::intValue)
                .toArray();
        return new HashedPairs(order, Math.min(MOST_PARTNERS, (ids.size() - 1) / 2));
    }

    /** FNV-1a, and the finisher of MurmurHash3. */
    private static long hash(String id) {
        long hash = 0xcbf2_9ce4_8422_2325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100_0000_01b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51_afd7_ed55_8ccdL;
        return hash ^ hash >>> 33;
    }

    /** Whether there are any: not of fewer than three items. */
    boolean isEmpty() {
        return partners < 1;
    }

    /** What is known of two items. */
    interface OfPair {
        double at(int item, int other);
    }

    /** For each item the mean over all pairs that it is in. */
    double[] means(OfPair figure) {
        double[] means = new double[order.length];
        for (int place = 0; place < order.length; place++) {
            for (int step = 1; step <= partners; step++) {
                int item = order[place];
                int other = order[(place + step) % order.length];
                double share = figure.at(item, other) / (2.0 * partners);
                means[item] += share;
                means[other] += share;
            }
        }
        return means;
    }
}
