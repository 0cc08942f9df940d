package dev.bochner.experiments.movielens;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The ratings of the first hundred users: a few hundred films, whose embeddings are trained in a second or two. */
public final class MovieLensSubset {
    /** The data set that ships. */
    public static final Path SHIPPED = Path.of("src/lab/data/ml-latest-small");

    private static final int USERS = 100;

    private MovieLensSubset() {}

    /**
     * Writes the files of the subset into a directory.
     *
     * @return the directory
     */
    public static Path in(Path directory) throws IOException {
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
