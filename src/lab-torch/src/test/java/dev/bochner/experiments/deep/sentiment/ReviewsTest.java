package dev.bochner.experiments.deep.sentiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.deep.sentiment.Division.Sample;
import dev.bochner.experiments.deep.sentiment.Extent.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReviewsTest {
    @TempDir
    private Path directory;

    @Test
    void readsTheLayoutOfAclImdb() throws IOException {
        List<Review> reviews = Reviews.in(GeneratedReviews.write(directory, 40));
        assertEquals(new HashSet<>(GeneratedReviews.of(40)), new HashSet<>(reviews));
        assertEquals(40, reviews.size());
    }

    @Test
    void readsJsonLines() throws IOException {
        Files.writeString(directory.resolve("reviews.jsonl"), """
                {"text": "superb", "label": 1}
                {"text": "awful", "label": 0, "stars": 2}

                {"label": "negative", "text": "dull \\"film\\""}
                {"label": "pos", "text": ""}
                """);
        assertEquals(
                List.of(
                        new Review("superb", true),
                        new Review("awful", false),
                        new Review("dull \"film\"", false),
                        new Review("", true)),
                Reviews.in(directory));
    }

    @Test
    void namesWhatWasLookedForWhereNothingIs() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Reviews.in(directory));
        assertEquals(
                "No reviews of both kinds in " + directory
                        + ", expected --data to be a directory with train/pos/*.txt and"
                        + " train/neg/*.txt (that of aclImdb), or with *.jsonl, whose lines are {\"text\": \"...\","
                        + " \"label\": 0 or 1}",
                e.getMessage());
    }

    @Test
    void namesTheLineThatIsWrong() throws IOException {
        Path file = Files.writeString(
                directory.resolve("a.jsonl"), "{\"text\": \"a\", \"label\": 1}\n{\"text\": \"b\", \"label\": 7}\n");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Reviews.in(directory));
        assertEquals(file + ", line 2: label is 7, expected 1, pos or positive, or 0, neg or negative", e.getMessage());
        Files.writeString(file, "{\"text\": \"a\"}\n");
        e = assertThrows(IllegalArgumentException.class, () -> Reviews.in(directory));
        assertEquals(file + ", line 1: no label, expected \"text\" and \"label\"", e.getMessage());
        Files.writeString(file, "text,label\n");
        e = assertThrows(IllegalArgumentException.class, () -> Reviews.in(directory));
        assertEquals(
                file + ", line 1: expected {\"text\": \"...\", \"label\": 0 or 1}, found: text,label", e.getMessage());
    }

    @Test
    void numbersWordsByHowCommonTheyAre() {
        List<Review> reviews =
                List.of(new Review("It's<br />good, GOOD good it's rare", true), new Review("it's", false));
        Vocabulary vocabulary = Vocabulary.of(reviews, 3, 4);
        assertEquals(3, vocabulary.size());
        assertArrayEquals(new int[] {2, 1, 1, 1}, vocabulary.numbers(reviews.get(0)));
        assertArrayEquals(new int[] {0, 2}, vocabulary.numbers(new Review("unknown it's", true)));
    }

    @Test
    void dividesEightyTenTen() {
        Division division = Division.of(GeneratedReviews.of(200), new Texts(100, 5, 50), 3);
        assertEquals(
                List.of(80, 10, 10),
                List.of(
                        division.training().size(),
                        division.validation().size(),
                        division.test().size()));
        assertTrue(division.training().stream().map(Sample::words).allMatch(words -> words.length == 5));
    }

    @Test
    void refusesTooFewReviews() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Division.of(GeneratedReviews.of(6), new Texts(100, 5, 50), 3));
        assertEquals("There are 6 reviews, expected 10 or more", e.getMessage());
    }
}
