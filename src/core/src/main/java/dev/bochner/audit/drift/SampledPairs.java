package dev.bochner.audit.drift;

import java.util.Arrays;
import java.util.List;

/**
 * The pool: items chosen by a hash of their id, the same ones every day, with their embeddings of both days as they
 * enter phi (divided by their norm where the spec says so).
 *
 * <p><b>Shapes:</b> today, before [size][d]; row for row the same item.
 */
public final class SampledPairs {
    private final List<String> ids;
    private final float[][] today;
    private final float[][] before;

    /** @throws IllegalArgumentException if there are not as many ids as rows */
    public SampledPairs(List<String> ids, float[][] today, float[][] before) {
        if (ids.size() != today.length || ids.size() != before.length) {
            throw new IllegalArgumentException("There are " + ids.size() + " ids, " + today.length + " rows today and "
                    + before.length + " before, expected as many of each");
        }
        this.ids = List.copyOf(ids);
        this.today = today.clone();
        this.before = before.clone();
    }

    public int size() {
        return ids.size();
    }

    /** Length of an embedding; 1 if there are none. */
    int d() {
        return today.length == 0 ? 1 : today[0].length;
    }

    /** The first ones, which have the smallest hashes: what a smaller pool would hold. */
    SampledPairs head(int count) {
        return count >= size()
                ? this
                : new SampledPairs(ids.subList(0, count), Arrays.copyOf(today, count), Arrays.copyOf(before, count));
    }

    public List<String> ids() {
        return ids;
    }

    /** Embedding [d] of an item today; not to be written to. */
    float[] today(int item) {
        return today[item];
    }

    /** Embedding [d] of an item the day before; not to be written to. */
    float[] before(int item) {
        return before[item];
    }

    /** Mean over the items of |x - y|^2; of no items there is none. */
    double change() {
        double squares = 0.0;
        for (int item = 0; item < today.length; item++) {
            for (int j = 0; j < today[item].length; j++) {
                double difference = (double) today[item][j] - before[item][j];
                squares += difference * difference;
            }
        }
        return squares / today.length;
    }

    /** Their moments; of an empty pool those of no pairs, at d = 1. */
    Moments moments() {
        Moments moments = new Moments(d());
        for (int item = 0; item < today.length; item++) {
            moments.add(today[item], before[item]);
        }
        return moments;
    }

    /** The pool's neighbours today. */
    public Neighbours neighboursToday() {
        return Neighbours.of(ids, today);
    }

    /** The pool's neighbours the day before. */
    public Neighbours neighboursBefore() {
        return Neighbours.of(ids, before);
    }
}
