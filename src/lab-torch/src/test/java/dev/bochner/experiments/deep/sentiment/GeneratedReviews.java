package dev.bochner.experiments.deep.sentiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Reviews as aclImdb lays them out, made of words that say nothing and, every fourth, one that gives the sentiment away. */
final class GeneratedReviews {
    private static final String[] KIND = {"wonderful", "moving", "superb", "delightful"};
    private static final String[] UNKIND = {"dreadful", "boring", "awful", "clumsy"};
    private static final String[] OTHERS = {
        "the", "film", "was", "and", "a", "story", "with", "actor", "scene", "of", "music", "it", "in", "very", "plot"
    };
    private static final int WORDS = 16;

    private GeneratedReviews() {}

    /** Half of them kind. */
    static List<Review> of(int number) {
        SplittableRandom random = new SplittableRandom(7);
        List<Review> reviews = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            boolean positive = i % 2 == 0;
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < WORDS; word++) {
                String[] from = word % 4 != 3 ? OTHERS : positive ? KIND : UNKIND;
                text.append(from[random.nextInt(from.length)]).append(word % 5 == 4 ? ".<br />" : " ");
            }
            reviews.add(new Review(text.toString(), positive));
        }
        return reviews;
    }

    /** Writes them, three of four below train. */
    static Path write(Path directory, int number) throws IOException {
        List<Review> reviews = of(number);
        for (int i = 0; i < number; i++) {
            Review review = reviews.get(i);
            Path file = directory
                    .resolve(i % 8 < 6 ? "train" : "test")
                    .resolve(review.positive() ? "pos" : "neg")
                    .resolve(i + (review.positive() ? "_9.txt" : "_2.txt"));
            Files.createDirectories(file.getParent());
            Files.writeString(file, review.text());
        }
        return directory;
    }
}
