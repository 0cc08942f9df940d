package dev.bochner.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The ratings of the first users: a few hundred films, trained in a second or two. */
final class MovieLensSubset {
    static final Path SHIPPED = Path.of("src/lab/data/ml-latest-small");

    private static final int USERS = 100;

    private MovieLensSubset() {}

    /** Writes it into a directory. */
    static Path in(Path directory) throws IOException {
        try (Stream<String> ratings = Files.lines(SHIPPED.resolve("ratings.csv"))) {
            Files.write(
                    directory.resolve("ratings.csv"),
                    ratings.filter(MovieLensSubset::isTaken).toList());
        }
        Files.copy(SHIPPED.resolve("movies.csv"), directory.resolve("movies.csv"));
        return directory;
    }

    private static boolean isTaken(String line) {
        String user = line.substring(0, line.indexOf(','));
        return user.equals("userId") || Integer.parseInt(user) <= USERS;
    }
}
