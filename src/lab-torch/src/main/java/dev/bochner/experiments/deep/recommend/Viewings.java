package dev.bochner.experiments.deep.recommend;

import dev.bochner.experiments.movielens.Film;
import dev.bochner.experiments.movielens.MovieLensFiles;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The films that each user watched, in order of time, as indices of the catalogue. The last film of each user is for
 * testing, all before it are for training.
 */
final class Viewings {
    /** An input film, a film to predict in training, and one to test on. */
    private static final int SHORTEST = 3;

    private final List<Film> films;
    private final List<int[]> sequences;

    private Viewings(List<Film> films, List<int[]> sequences) {
        this.films = List.copyOf(films);
        this.sequences = List.copyOf(sequences);
    }

    /**
     * The viewings of a data set.
     *
     * @param users greatest number of users; the first ones are taken
     * @throws IllegalArgumentException if nobody saw {@value #SHORTEST} films
     */
    static Viewings of(MovieLensFiles data, int users) {
        Map<Long, Integer> places = new HashMap<>();
        data.films().forEach(film -> places.put(film.id(), places.size()));
        List<int[]> sequences = data.sequences().stream()
                .map(sequence -> Arrays.stream(sequence)
                        .filter(places::containsKey)
                        .mapToInt(places::get)
                        .toArray())
                .filter(sequence -> sequence.length >= SHORTEST)
                .limit(users)
                .toList();
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("No user saw " + SHORTEST + " films or more: nothing to train on");
        }
        return new Viewings(data.films(), sequences);
    }

    /** The catalogue, films without viewers included. */
    List<Film> films() {
        return films;
    }

    int users() {
        return sequences.size();
    }

    /** The films that a user watched before the last one. */
    int[] history(int user) {
        int[] sequence = sequences.get(user);
        return Arrays.copyOf(sequence, sequence.length - 1);
    }

    /** The film to be predicted. */
    int last(int user) {
        int[] sequence = sequences.get(user);
        return sequence[sequence.length - 1];
    }

    /** Number of viewings to train on, over all users. */
    long historyLength() {
        return sequences.stream().mapToLong(sequence -> sequence.length - 1).sum();
    }
}
