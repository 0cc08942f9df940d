package dev.bochner.experiments.movielens;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The MovieLens data in a local directory, {@code .csv} (ml-latest-small and its like) or {@code .dat} (ml-1m), read
 * into memory. Every rating counts as having seen the film, whatever the stars.
 *
 * <p>Source: F. Maxwell Harper and Joseph A. Konstan, The MovieLens Datasets: History and Context, ACM TiiS 5, 4 (2015).
 */
public final class MovieLensFiles {
    private static final int USER = 0;
    private static final int FILM = 1;
    private static final int TIMESTAMP = 3;
    private static final int COLUMNS_OF_RATINGS = 4;
    private static final int COLUMNS_OF_MOVIES = 3;
    private static final String NO_GENRE = "(no genres listed)";

    private final List<Film> films;
    private final List<long[]> sequences;

    private MovieLensFiles(List<Film> films, List<long[]> sequences) {
        this.films = List.copyOf(films);
        this.sequences = List.copyOf(sequences);
    }

    /** A film that a user rated, and when, in seconds since 1970. */
    private record Viewing(long film, long timestamp) {
        static final Comparator<Viewing> IN_TIME =
                Comparator.comparingLong(Viewing::timestamp).thenComparingLong(Viewing::film);
    }

    /**
     * Reads ratings and films of a directory.
     *
     * @throws IllegalArgumentException if neither pair of files is there, or a line is not as it should be
     * @throws UncheckedIOException if a file cannot be read
     */
    public static MovieLensFiles in(Path directory) {
        for (Format format : Format.values()) {
            if (format.isIn(directory)) {
                List<Film> films = new ArrayList<>();
                read(directory, "movies", format, COLUMNS_OF_MOVIES, columns -> films.add(film(columns)));
                return new MovieLensFiles(films, sequences(directory, format));
            }
        }
        throw new IllegalArgumentException("No readable ratings.csv and movies.csv, nor ratings.dat and movies.dat, in "
                + directory.toAbsolutePath() + ", expected the directory of MovieLens ml-latest-small or ml-1m");
    }

    /** All films of the catalogue, in the order of the file, also those that nobody rated. */
    public List<Film> films() {
        return films;
    }

    /** What each user saw, ids of films in the order of time (of equal times by id); users by their ids. Not to be written. */
    public List<long[]> sequences() {
        return sequences;
    }

    private static List<long[]> sequences(Path directory, Format format) {
        TreeMap<Long, List<Viewing>> byUser = new TreeMap<>();
        read(
                directory,
                "ratings",
                format,
                COLUMNS_OF_RATINGS,
                columns -> byUser.computeIfAbsent(Long.valueOf(columns.get(USER)), user -> new ArrayList<>())
                        .add(new Viewing(Long.parseLong(columns.get(FILM)), Long.parseLong(columns.get(TIMESTAMP)))));
        return byUser.values().stream()
                .map(viewings -> viewings.stream()
                        .sorted(Viewing.IN_TIME)
                        .mapToLong(Viewing::film)
                        .toArray())
                .toList();
    }

    private static Film film(List<String> columns) {
        String genres = columns.get(2);
        return new Film(
                Long.parseLong(columns.get(0)),
                columns.get(1),
                genres.equals(NO_GENRE) || genres.isEmpty() ? List.of() : List.of(genres.split("\\|")));
    }

    /** What becomes of a line. */
    private interface Line {
        void take(List<String> columns);
    }

    private static void read(Path directory, String name, Format format, int width, Line line) {
        Path file = directory.resolve(name + format.extension());
        try (BufferedReader reader = Files.newBufferedReader(file, format.charset())) {
            int number = 0;
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                if (number == 1 && format.hasHeader()) {
                    continue;
                }
                take(format.columns(text), width, file + ", line " + number, line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static void take(List<String> columns, int width, String where, Line line) {
        if (columns.size() != width) {
            throw new IllegalArgumentException(where + ": " + columns.size() + " columns, expected " + width);
        }
        try {
            line.take(columns);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(where + ": " + columns + ", expected integers in the id columns", e);
        }
    }
}
