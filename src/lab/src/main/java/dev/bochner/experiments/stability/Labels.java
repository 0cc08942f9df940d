package dev.bochner.experiments.stability;

import dev.bochner.experiments.movielens.MovieLensFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** What is to be told from a film's vector: its first-listed genre. Films without one take no part. */
final class Labels {
    private final List<String> names;
    private final Map<Long, Integer> byId;

    private Labels(List<String> names, Map<Long, Integer> byId) {
        this.names = names;
        this.byId = byId;
    }

    /** First-listed genres. */
    static Labels of(MovieLensFiles data) {
        Map<Long, String> genres = new HashMap<>();
        data.films().forEach(film -> film.firstGenre().ifPresent(genre -> genres.put(film.id(), genre)));
        return of(genres);
    }

    /** Names by id. */
    static Labels of(Map<Long, String> genres) {
        List<String> names = new ArrayList<>(new TreeSet<>(genres.values()));
        Map<Long, Integer> byId = new HashMap<>();
        genres.forEach((id, genre) -> byId.put(id, names.indexOf(genre)));
        return new Labels(names, byId);
    }

    /** How many there are. */
    int classes() {
        return names.size();
    }

    boolean has(long id) {
        return byId.containsKey(id);
    }

    /** Number of an item's class, of an item that has one. */
    int of(long id) {
        return Objects.requireNonNull(byId.get(id));
    }

    /** Its name; empty text for an item without. */
    String name(long id) {
        return has(id) ? names.get(of(id)) : "";
    }

    /** The commonest class of some items that have one; of equally common ones the first. */
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
