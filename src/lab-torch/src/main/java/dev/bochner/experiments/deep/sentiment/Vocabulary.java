package dev.bochner.experiments.deep.sentiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.regex.Pattern;

/** The commonest words, numbered from 1, the commonest first; all others are word 0. */
final class Vocabulary {
    private static final Pattern LINE_BREAKS = Pattern.compile("<br\\s*/?>");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}']+");

    private final Map<String, Integer> numbers;
    private final int length;

    private Vocabulary(Map<String, Integer> numbers, int length) {
        this.numbers = numbers;
        this.length = length;
    }

    /**
     * The vocabulary of reviews.
     *
     * @param size words at most, word 0 included
     * @param length words of a review that are read, the first ones
     */
    static Vocabulary of(List<Review> reviews, int size, int length) {
        Map<String, Integer> counts = new HashMap<>();
        reviews.forEach(review -> words(review).forEach(word -> counts.merge(word, 1, Integer::sum)));
        List<String> commonest = new ArrayList<>(counts.entrySet().stream()
                .sorted(Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Entry.comparingByKey()))
                .limit(size - 1L)
                .map(Entry::getKey)
                .toList());
        Map<String, Integer> numbers = new HashMap<>();
        commonest.forEach(word -> numbers.put(word, numbers.size() + 1));
        return new Vocabulary(numbers, length);
    }

    private static List<String> words(Review review) {
        String plain = LINE_BREAKS.matcher(review.text()).replaceAll(" ").toLowerCase(Locale.ROOT);
        return Arrays.stream(BETWEEN_WORDS.split(plain))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Number of words, word 0 included. */
    int size() {
        return numbers.size() + 1;
    }

    /** The words of a review by their numbers. */
    int[] numbers(Review review) {
        return words(review).stream()
                .limit(length)
                .mapToInt(word -> numbers.getOrDefault(word, 0))
                .toArray();
    }
}
