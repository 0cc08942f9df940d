package dev.bochner.experiments.deep.recommend;

import dev.bochner.experiments.item2vec.Corpus;
import dev.bochner.experiments.movielens.Film;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Films as documents: the words of the title, with its year, and each genre as one word; all in small letters. Words that
 * occur fewer than {@value #LEAST_OCCURRENCES} times are left out, as Gensim does by default.
 */
final class FilmTexts {
    private static final int LEAST_OCCURRENCES = 5;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private FilmTexts() {}

    /** A document for each film, in the order of the films. */
    static Corpus of(List<Film> films) {
        List<List<String>> texts = films.stream().map(FilmTexts::words).toList();
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> text.forEach(word -> counts.merge(word, 1, Integer::sum)));
        Map<String, Integer> tokens = new HashMap<>();
        List<int[]> documents = new ArrayList<>();
        for (List<String> text : texts) {
            documents.add(text.stream()
                    .filter(word -> counts.getOrDefault(word, 0) >= LEAST_OCCURRENCES)
                    .mapToInt(word -> tokens.computeIfAbsent(word, each -> tokens.size()))
                    .toArray());
        }
        return Corpus.of(documents, tokens.size());
    }

    static List<String> words(Film film) {
        Stream<String> title = Arrays.stream(BETWEEN_WORDS.split(film.title()));
        return Stream.concat(title, film.genres().stream())
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
