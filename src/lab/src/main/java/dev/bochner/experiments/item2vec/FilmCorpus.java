package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.movielens.Film;
import dev.bochner.experiments.movielens.MovieLensFiles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sequences of films that users watched, with films as tokens: those of {@value #LEAST_RATINGS} ratings or more,
 * in the order of their ids, as MLlib's Word2Vec and Gensim have it by default.
 */
final class FilmCorpus {
    static final int LEAST_RATINGS = 5;

    private final List<Film> films;
    private final Corpus corpus;

    private FilmCorpus(List<Film> films, Corpus corpus) {
        this.films = films;
        this.corpus = corpus;
    }

    static FilmCorpus of(MovieLensFiles data) {
        Map<Long, Integer> counts = new HashMap<>();
        for (long[] sequence : data.sequences()) {
            for (long film : sequence) {
                counts.merge(film, 1, Integer::sum);
            }
        }
        List<Film> films = data.films().stream()
                .filter(film -> counts.getOrDefault(film.id(), 0) >= LEAST_RATINGS)
                .sorted(Comparator.comparingLong(Film::id))
                .toList();
        Map<Long, Integer> tokens = new HashMap<>();
        for (Film film : films) {
            tokens.put(film.id(), tokens.size());
        }
        List<int[]> sequences = data.sequences().stream()
                .map(sequence -> Arrays.stream(sequence)
                        .filter(tokens::containsKey)
                        .mapToInt(tokens::get)
                        .toArray())
                .toList();
        return new FilmCorpus(films, Corpus.of(sequences, films.size()));
    }

    /** The films, each at the index of its token. */
    List<Film> films() {
        return films;
    }

    Corpus corpus() {
        return corpus;
    }
}
