package dev.bochner.experiments.deep.sentiment;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reviews in a local directory, in one of two layouts:
 *
 * <ul>
 *   <li>that of aclImdb: a file for each review, {@code train/pos/*.txt} and {@code train/neg/*.txt}, and the same below
 *       {@code test} if it is there;
 *   <li>JSON lines: files {@code *.jsonl}, an object a line, with {@code text} (a string) and {@code label}: 1, {@code "pos"}
 *       or {@code "positive"}, and 0, {@code "neg"} or {@code "negative"}.
 * </ul>
 *
 * <p>All reviews are pooled, in the order of the files' names; they are divided elsewhere.
 */
final class Reviews {
    private static final List<String> PARTS = List.of("train", "test");

    private Reviews() {}

    /**
     * Reads all reviews of a directory.
     *
     * @throws IllegalArgumentException if there is neither layout, or a line is malformed
     * @throws UncheckedIOException if a file cannot be read
     */
    static List<Review> in(Path directory) {
        List<Review> reviews = new ArrayList<>();
        for (String part : PARTS) {
            reviews.addAll(texts(directory.resolve(part).resolve("pos"), true));
            reviews.addAll(texts(directory.resolve(part).resolve("neg"), false));
        }
        if (reviews.isEmpty()) {
            files(directory, ".jsonl").forEach(file -> reviews.addAll(lines(file)));
        }
        if (reviews.stream().noneMatch(Review::positive) || reviews.stream().allMatch(Review::positive)) {
            throw new IllegalArgumentException("No reviews of both kinds in " + directory.toAbsolutePath()
                    + ", expected --data to be a directory with train/pos/*.txt and train/neg/*.txt (that of aclImdb), or"
                    + " with *.jsonl, whose lines are {\"text\": \"...\", \"label\": 0 or 1}");
        }
        return reviews;
    }

    private static List<Review> texts(Path directory, boolean positive) {
        return files(directory, ".txt").stream()
                .map(file -> new Review(text(file), positive))
                .toList();
    }

    private static List<Path> files(Path directory, String ending) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + directory, e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static List<Review> lines(Path file) {
        List<Review> reviews = new ArrayList<>();
        int number = 0;
        for (String line : text(file).lines().toList()) {
            number++;
            if (!line.isBlank()) {
                reviews.add(review(line, file + ", line " + number));
            }
        }
        return reviews;
    }

    private static Review review(String line, String where) {
        try {
            JsonObject object = JsonParser.parseString(line).getAsJsonObject();
            return new Review(text(object, "text", where), positive(text(object, "label", where), where));
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    where + ": expected {\"text\": \"...\", \"label\": 0 or 1}, found: " + line, e);
        }
    }

    private static String text(JsonObject object, String name, String where) {
        JsonElement value = object.get(name);
        if (value == null || !value.isJsonPrimitive()) {
            throw new IllegalArgumentException(where + ": no " + name + ", expected \"text\" and \"label\"");
        }
        return value.getAsString();
    }

    private static boolean positive(String label, String where) {
        return switch (label.toLowerCase(Locale.ROOT)) {
            case "1", "pos", "positive" -> true;
            case "0", "neg", "negative" -> false;
            default ->
                throw new IllegalArgumentException(
                        where + ": label is " + label + ", expected 1, pos or positive, or 0, neg or negative");
        };
    }
}
