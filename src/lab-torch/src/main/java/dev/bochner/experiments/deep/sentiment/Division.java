package dev.bochner.experiments.deep.sentiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Reviews as sequences of word numbers, divided into 80 % for training, 10 % for validation and 10 % for testing.
 *
 * @param words how many different words there are
 */
record Division(List<Sample> training, List<Sample> validation, List<Sample> test, int words) {
    Division {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /**
     * A review.
     *
     * <p>A class and not a record: it holds an array.
     */
    static final class Sample {
        private final int[] words;
        private final boolean positive;

        Sample(int[] words, boolean positive) {
            this.words = words;
            this.positive = positive;
        }

        /** Numbers of its words; must not be changed. */
        int[] words() {
            return words;
        }

        boolean positive() {
            return positive;
        }
    }

    /**
     * Samples reviews and divides them. The vocabulary consists of the words of the training reviews.
     *
     * @throws IllegalArgumentException if there are fewer than ten
     */
    static Division of(List<Review> reviews, Extent.Texts texts, long seed) {
        List<Review> drawn = new ArrayList<>(reviews);
        Collections.shuffle(drawn, new Random(seed));
        int n = Math.min(texts.reviews(), drawn.size());
        if (n < 10) {
            throw new IllegalArgumentException("There are " + n + " reviews, expected 10 or more");
        }
        int tenth = n / 10;
        List<Review> learnt = drawn.subList(0, n - 2 * tenth);
        Vocabulary vocabulary = Vocabulary.of(learnt, texts.vocabulary(), texts.length());
        return new Division(
                samples(learnt, vocabulary),
                samples(drawn.subList(n - 2 * tenth, n - tenth), vocabulary),
                samples(drawn.subList(n - tenth, n), vocabulary),
                vocabulary.size());
    }

    private static List<Sample> samples(List<Review> reviews, Vocabulary vocabulary) {
        return reviews.stream()
                .map(review -> new Sample(vocabulary.numbers(review), review.positive()))
                .toList();
    }
}
