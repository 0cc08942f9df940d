package dev.bochner.experiments.stability;

import dev.bochner.experiments.movielens.Film;
import dev.bochner.experiments.movielens.MovieLensFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The groups of items from which landmarks are computed: films of the same release year. A shop would use its
 * categories; the genres of MovieLens cannot be used, because the classifiers predict them. Years with fewer than
 * {@value #FEWEST} films on day one form no group, because the mean direction of a few films is mostly noise.
 */
final class LandmarkGroups {
    private static final int FEWEST = 5;

    private final Map<Long, String> byId;

    private LandmarkGroups(Map<Long, String> byId) {
        this.byId = byId;
    }

    static LandmarkGroups of(MovieLensFiles data, Vectors dayOne) {
        Map<Integer, Integer> filmsOnDayOne = new HashMap<>();
        for (Film film : data.films()) {
            if (dayOne.has(film.id())) {
                film.year().ifPresent(year -> filmsOnDayOne.merge(year, 1, Integer::sum));
            }
        }
        Map<Long, String> groups = new HashMap<>();
        for (Film film : data.films()) {
            film.year()
                    .filter(year -> filmsOnDayOne.getOrDefault(year, 0) >= FEWEST)
                    .ifPresent(year -> groups.put(film.id(), year.toString()));
        }
        return new LandmarkGroups(groups);
    }

    /** Name of the group that an item belongs to, if any. */
    Optional<String> of(long id) {
        return Optional.ofNullable(byId.get(id));
    }
}
