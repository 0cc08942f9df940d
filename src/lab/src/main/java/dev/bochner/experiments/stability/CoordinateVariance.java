package dev.bochner.experiments.stability;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * How much an item's coordinates vary from day to day, as a share of all variance: over the items of all days, the
 * variance between the days (over their number), summed over coordinates, mean over items, divided by the same
 * variance between all pairs of item and day. 0 means that nothing moves; 1 means that an item differs from itself on
 * another day as much as from any other item.
 */
final class CoordinateVariance {
    private CoordinateVariance() {}

    static double of(List<Vectors> days) {
        NavigableSet<Long> items = new TreeSet<>(days.get(0).ids());
        days.forEach(day -> items.retainAll(day.ids()));
        double[] overall = mean(days.stream().map(day -> day.mean(items)).toList());
        double within = 0;
        double total = 0;
        for (long id : items) {
            double[] own = mean(days.stream().map(day -> day.mean(List.of(id))).toList());
            for (Vectors day : days) {
                within += Vectors.squaredDistance(day.of(id), own);
                total += Vectors.squaredDistance(day.of(id), overall);
            }
        }
        return within / total;
    }

    private static double[] mean(List<double[]> vectors) {
        double[] mean = new double[vectors.get(0).length];
        for (double[] vector : vectors) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += vector[j] / vectors.size();
            }
        }
        return mean;
    }
}
