package dev.bochner.experiments.stability;

import dev.bochner.experiments.figures.Estimate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A known real change of the embeddings: from one day on, some items have swapped their embeddings in pairs.
 *
 * <p>An item's old place is its {@value #NEIGHBOURS} nearest neighbours by cosine before the move, among the items
 * that do not move; its new place are those of the item whose embedding it took. On a day after the move its features
 * stand at a squared distance from the mean features, of that same day, of either. The features show the move from
 * the first day on which the distance to the old place exceeds the distance to the new one, on average over the moved
 * items. A common rotation of all features has no influence on that.
 */
final class PlantedMove {
    /** Share of the items that move. */
    static final double SHARE = 0.02;

    private static final int NEIGHBOURS = 10;
    private static final long PURPOSE = -2;

    private final Map<Long, Long> partners;
    private final Map<Long, List<Long>> places;

    private PlantedMove(Map<Long, Long> partners, Map<Long, List<Long>> places) {
        this.partners = partners;
        this.places = places;
    }

    /**
     * Selects the items that move, those with the smallest hashes of their ids, and pairs them.
     *
     * @param before embeddings of the day before
     */
    static PlantedMove of(Vectors before) {
        List<Long> shuffled = before.ids().stream()
                .sorted(Comparator.comparingDouble(id -> ItemHash.of(id, PURPOSE)))
                .toList();
        int pairs = Math.max(1, (int) Math.round(SHARE * shuffled.size() / 2));
        Map<Long, Long> partners = new HashMap<>();
        for (int pair = 0; pair < pairs; pair++) {
            long one = shuffled.get(2 * pair);
            long other = shuffled.get(2 * pair + 1);
            partners.put(one, other);
            partners.put(other, one);
        }
        List<Long> unmoved = shuffled.subList(2 * pairs, shuffled.size());
        return new PlantedMove(partners, places(before.normalised(), partners.keySet(), unmoved));
    }

    private static Map<Long, List<Long>> places(Vectors unit, Collection<Long> moved, List<Long> unmoved) {
        Map<Long, List<Long>> places = new HashMap<>();
        for (long id : moved) {
            Map<Long, Double> cosines = new HashMap<>();
            unmoved.forEach(other -> cosines.put(other, Vectors.dot(unit.of(id), unit.of(other))));
            places.put(
                    id,
                    unmoved.stream()
                            .sorted(Comparator.<Long>comparingDouble(cosines::get)
                                    .reversed())
                            .limit(NEIGHBOURS)
                            .toList());
        }
        return places;
    }

    /** How many items move. */
    int items() {
        return partners.size();
    }

    /** The embeddings of a day with the pairs swapped. */
    Vectors applyTo(Vectors day) {
        NavigableMap<Long, float[]> moved = new TreeMap<>();
        day.ids().forEach(id -> moved.put(id, day.of(partners.getOrDefault(id, id))));
        return Vectors.of(moved);
    }

    /**
     * Measures after how many days the features show the move.
     *
     * @param features of the day of the move and those after it
     */
    Lag lag(List<Vectors> features) {
        for (int day = 0; day < features.size(); day++) {
            if (gain(features.get(day)) > 0) {
                return Lag.of(day);
            }
        }
        return Lag.beyond(features.size() - 1);
    }

    private List<Long> place(long id) {
        return Objects.requireNonNull(places.get(id));
    }

    private double gain(Vectors day) {
        List<Double> gains = new ArrayList<>();
        for (long id : partners.keySet()) {
            double old = Vectors.squaredDistance(day.of(id), day.mean(place(id)));
            double other = Vectors.squaredDistance(day.of(id), day.mean(place(partners.getOrDefault(id, id))));
            gains.add(old - other);
        }
        return Estimate.of(gains).mean();
    }
}
