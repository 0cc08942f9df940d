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
 * into memory. A rating counts as having watched the film, whatever its number of stars.
 *
 * <p>The data set that ships, ml-latest-small, has 100 836 ratings of 9 742 films by 610 users. It is for non-commercial
 * use; the terms are in the README.txt beside the data. Source: F. Maxwell Harper and Joseph A. Konstan, The MovieLens
 * Datasets: History and Context, ACM TiiS 5, 4 (2015).
 */
public final class MovieLensFiles {
    private static final int USER = 0;
    private static final int FILM = 1;
    private static final int STARS = 2;
    private static final int TIMESTAMP = 3;
    private static final int COLUMNS_OF_RATINGS = 4;
    private static final int COLUMNS_OF_MOVIES = 3;
    private static final String NO_GENRE = "(no genres listed)";

    private final List<Film> films;
    private final List<List<Rating>> ratingsByUser;

    private MovieLensFiles(List<Film> films, List<List<Rating>> ratingsByUser) {
        this.films = List.copyOf(films);
        this.ratingsByUser = List.copyOf(ratingsByUser);
    }

    /** A film that a user rated, and when, in seconds since 1970. */
    private record Rating(long film, long timestamp) {
        static final Comparator<Rating> IN_TIME =
                Comparator.comparingLong(Rating::timestamp).thenComparingLong(Rating::film);
    }

    /**
     * Reads ratings and films of a directory.
     *
     * @throws IllegalArgumentException if neither pair of files is there, a line does not have the expected columns, or there
     *     are no ratings
     * @throws UncheckedIOException if a file cannot be read
     */
    public static MovieLensFiles in(Path directory) {
        for (Format format : Format.values()) {
            if (format.isIn(directory)) {
                List<Film> films = new ArrayList<>();
                read(directory, "movies", format, COLUMNS_OF_MOVIES, columns -> films.add(film(columns)));
                return new MovieLensFiles(films, ratings(directory, format));
            }
        }
        throw new IllegalArgumentException("No readable ratings.csv and movies.csv, nor ratings.dat and movies.dat, in "
                + directory.toAbsolutePath() + ", expected the directory of MovieLens ml-latest-small or ml-1m");
    }

    /**
     * The same films with the earliest ratings only: those up to the time by which this share of all ratings was given,
     * interpolated linearly between two ratings. Users without a rating by then are left out.
     *
     * @param share above 0, up to 1
     */
    public MovieLensFiles earliest(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "The share of the earliest ratings is " + share + ", expected above 0, up to 1");
        }
        double until = timestampAt(share);
        return new MovieLensFiles(
                films,
                ratingsByUser.stream()
                        .map(ratings -> ratings.stream()
                                .filter(rating -> rating.timestamp <= until)
                                .toList())
                        .filter(ratings -> !ratings.isEmpty())
                        .toList());
    }

    /** The percentile of the timestamps as Spark's SQL function of that name computes it. */
    private double timestampAt(double share) {
        long[] timestamps = ratingsByUser.stream()
                .flatMap(List::stream)
                .mapToLong(Rating::timestamp)
                .sorted()
                .toArray();
        double place = (timestamps.length - 1) * share;
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return below == above
                ? timestamps[below]
                : (above - place) * timestamps[below] + (place - below) * timestamps[above];
    }

    /** All films of the catalogue, in the order of the file, including those that nobody rated. */
    public List<Film> films() {
        return films;
    }

    /** Ids of the films that each user watched, ascending by time and, at equal times, by id; users ascending by id. */
    public List<long[]> sequences() {
        return ratingsByUser.stream()
                .map(ratings -> ratings.stream().mapToLong(Rating::film).toArray())
                .toList();
    }

    private static List<List<Rating>> ratings(Path directory, Format format) {
        TreeMap<Long, List<Rating>> byUser = new TreeMap<>();
        read(
                directory,
                "ratings",
                format,
                COLUMNS_OF_RATINGS,
                columns -> byUser.computeIfAbsent(Long.valueOf(columns.get(USER)), user -> new ArrayList<>())
                        .add(rating(columns)));
        if (byUser.isEmpty()) {
            throw new IllegalArgumentException(
                    directory.resolve("ratings" + format.extension()) + " has no ratings, expected one or more");
        }
        byUser.values().forEach(ratings -> ratings.sort(Rating.IN_TIME));
        return List.copyOf(byUser.values());
    }

    private static Rating rating(List<String> columns) {
        double stars = Double.parseDouble(columns.get(STARS));
        if (!(stars >= 0.5 && stars <= 5)) {
            throw new NumberFormatException("Stars are " + stars + ", expected 0.5 to 5");
        }
        return new Rating(Long.parseLong(columns.get(FILM)), Long.parseLong(columns.get(TIMESTAMP)));
    }

    private static Film film(List<String> columns) {
        String genres = columns.get(2);
        return new Film(
                Long.parseLong(columns.get(0)),
                columns.get(1),
                genres.equals(NO_GENRE) || genres.isEmpty() ? List.of() : List.of(genres.split("\\|")));
    }

    /** Takes the columns of one line. */
    private interface LineReader {
        /** @throws NumberFormatException if a number is malformed or out of its range */
        void read(List<String> columns);
    }

    private static void read(Path directory, String name, Format format, int width, LineReader reader) {
        Path file = directory.resolve(name + format.extension());
        try (BufferedReader lines = Files.newBufferedReader(file, format.charset())) {
            int number = 0;
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                number++;
                if (number == 1 && format.hasHeader()) {
                    continue;
                }
                read(format.columns(text), width, file + ", line " + number, reader);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static void read(List<String> columns, int width, String where, LineReader reader) {
        if (columns.size() != width) {
            throw new IllegalArgumentException(where + ": " + columns.size() + " columns, expected " + width);
        }
        try {
            reader.read(columns);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    where + ": " + columns + ", expected integer ids and times, and 0.5 to 5 stars", e);
        }
    }
}
