package dev.bochner.experiments.stability;

import dev.bochner.experiments.movielens.MovieLensFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The classes that classifiers predict: the first-listed genre of each film. Films without a genre are left out. */
final class Labels {
    private final List<String> names;
    private final Map<Long, Integer> byId;

    private Labels(List<String> names, Map<Long, Integer> byId) {
        this.names = names;
        this.byId = byId;
    }

    /** Labels each film with its first-listed genre. */
    static Labels of(MovieLensFiles data) {
        Map<Long, String> genres = new HashMap<>();
        data.films().forEach(film -> film.firstGenre().ifPresent(genre -> genres.put(film.id(), genre)));
        return of(genres);
    }

    /** Labels items with the given class names. */
    static Labels of(Map<Long, String> genres) {
        List<String> names = new ArrayList<>(new TreeSet<>(genres.values()));
        Map<Long, Integer> byId = new HashMap<>();
        genres.forEach((id, genre) -> byId.put(id, names.indexOf(genre)));
        return new Labels(names, byId);
    }

    /** Number of different classes. */
    int classes() {
        return names.size();
    }

    boolean has(long id) {
        return byId.containsKey(id);
    }

    /** Number of the class of a labelled item. */
    int of(long id) {
        return Objects.requireNonNull(byId.get(id));
    }

    /** Name of an item's class; empty for an unlabelled item. */
    String name(long id) {
        return has(id) ? names.get(of(id)) : "";
    }

    /** The commonest class among labelled items; the first of several equally common ones. */
    int majority(Iterable<Long> ids) {
        int[] counts = new int[classes()];
        int best = 0;
        for (long id : ids) {
            counts[of(id)]++;
        }
        for (int label = 1; label < counts.length; label++) {
            if (counts[label] > counts[best]) {
                best = label;
            }
        }
        return best;
    }
}
