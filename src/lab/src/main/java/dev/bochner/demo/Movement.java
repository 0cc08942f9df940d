package dev.bochner.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/**
 * How far vectors moved from one day to the next.
 *
 * @param sameItem mean cosine between an item's two vectors, -1 to 1
 * @param otherItem mean cosine between an item's vector of day one and another item's of day two: what sameItem is when
 *     coordinates mean nothing from one day to the next
 * @param similarityChange mean absolute difference between two items' cosine on day one and on day two, 0 to 2
 */
record Movement(double sameItem, double otherItem, double similarityChange) {

    /**
     * Compares the vectors of the items that occur on both days. The other item of a pair is the one half the table
     * away.
     *
     * @throws IllegalArgumentException if fewer than two items occur on both days
     */
    static Movement between(NavigableMap<Long, float[]> dayOne, NavigableMap<Long, float[]> dayTwo) {
        List<Long> ids = new ArrayList<>(dayOne.keySet());
        ids.retainAll(dayTwo.keySet());
        if (ids.size() < 2) {
            throw new IllegalArgumentException("Items on both days: " + ids.size() + ", expected 2 or more");
        }
        return between(
                ids.stream().map(dayOne::get).toList(),
                ids.stream().map(dayTwo::get).toList());
    }

    /** The same items in the same order. */
    private static Movement between(List<float[]> before, List<float[]> after) {
        int n = before.size();
        double same = 0;
        double other = 0;
        double change = 0;
        for (int i = 0; i < n; i++) {
            int partner = (i + n / 2) % n;
            same += cosine(before.get(i), after.get(i));
            other += cosine(before.get(i), after.get(partner));
            change += Math.abs(cosine(before.get(i), before.get(partner)) - cosine(after.get(i), after.get(partner)));
        }
        return new Movement(same / n, other / n, change / n);
    }

    private static double cosine(float[] x, float[] y) {
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int j = 0; j < x.length; j++) {
            xy += (double) x[j] * y[j];
            xx += (double) x[j] * x[j];
            yy += (double) y[j] * y[j];
        }
        return xy / Math.sqrt(xx * yy);
    }
}
