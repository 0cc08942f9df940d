package dev.bochner.experiments.movielens;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MovieLensFilesTest {
    @Test
    void readsEveryRatingAndFilmThatShips() {
        MovieLensFiles data = MovieLensFiles.in(MovieLensSubset.SHIPPED);

        assertEquals(9_742, data.films().size());
        assertEquals(610, data.sequences().size());
        assertEquals(
                100_836,
                data.sequences().stream().mapToInt(sequence -> sequence.length).sum());
        assertEquals(
                new Film(11, "American President, The (1995)", List.of("Comedy", "Drama", "Romance")), film(data, 11));
        assertEquals(
                "City of Lost Children, The (Cité des enfants perdus, La) (1995)",
                film(data, 29).title());
        assertEquals("11'09\"01 - September 11 (2002)", film(data, 7789).title());
    }

    @Test
    void theEarliestRatingsAreTheFirstInTime() {
        MovieLensFiles all = MovieLensFiles.in(MovieLensSubset.SHIPPED);

        // Counted by Spark: timestamp <= percentile(timestamp, share).
        assertEquals(50_418, ratings(all.earliest(0.5)));
        assertEquals(70_585, ratings(all.earliest(0.7)));
        assertEquals(73_946, ratings(all.earliest(0.7 + 0.3 / 9)));
        assertEquals(100_836, ratings(all.earliest(1)));
    }

    @Test
    void leavesOutUsersWithoutAnEarlyRatingAndKeepsAllFilms(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("ratings.dat"), "1::3::5::10\n1::5::5::30\n2::5::5::40\n");
        Files.writeString(directory.resolve("movies.dat"), "3::A::Drama\n5::B::Drama\n");

        MovieLensFiles early = MovieLensFiles.in(directory).earliest(0.5);

        assertEquals(1, early.sequences().size());
        assertArrayEquals(new long[] {3, 5}, early.sequences().get(0));
        assertEquals(2, early.films().size());
    }

    @Test
    void refusesAShareThatIsNone() {
        MovieLensFiles all = MovieLensFiles.in(MovieLensSubset.SHIPPED);

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> all.earliest(0));
        assertEquals("The share of the earliest ratings is 0.0, expected above 0, up to 1", e.getMessage());
    }

    @Test
    void putsWhatAUserSawInTheOrderOfTime(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("ratings.dat"), "2::7::5::30\n1::9::5::20\n1::3::1::20\n1::5::3::10\n");
        Files.writeString(directory.resolve("movies.dat"), """
                3::Cité des "enfants" perdus, La (1995)::Sci-Fi|Drama
                5::Star Wars: Episode IV - A New Hope (1977)::Action
                """, StandardCharsets.ISO_8859_1);

        MovieLensFiles data = MovieLensFiles.in(directory);

        assertArrayEquals(new long[] {5, 3, 9}, data.sequences().get(0));
        assertArrayEquals(new long[] {7}, data.sequences().get(1));
        assertEquals(
                "Cité des \"enfants\" perdus, La (1995)", data.films().get(0).title());
        assertEquals(List.of("Sci-Fi", "Drama"), data.films().get(0).genres());
        assertEquals(
                "Star Wars: Episode IV - A New Hope (1977)", data.films().get(1).title());
    }

    @Test
    void readsQuotesInsideQuotesAndFilmsWithoutGenre(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("ratings.csv"), "userId,movieId,rating,timestamp\n1,1,4.0,1\n");
        Files.writeString(
                directory.resolve("movies.csv"), "movieId,title,genres\n1,\"A, \"\"B\"\"\",(no genres listed)\n");

        assertEquals(
                List.of(new Film(1, "A, \"B\"", List.of())),
                MovieLensFiles.in(directory).films());
    }

    @Test
    void namesTheLineThatIsNotAsItShouldBe(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("movies.csv"), "movieId,title,genres\n1,A,Drama\n");
        Path ratings =
                Files.writeString(directory.resolve("ratings.csv"), "userId,movieId,rating,timestamp\n1,1,4.0\n");

        IllegalArgumentException short3 =
                assertThrows(IllegalArgumentException.class, () -> MovieLensFiles.in(directory));
        assertEquals(ratings + ", line 2: 3 columns, expected 4", short3.getMessage());

        Files.writeString(ratings, "userId,movieId,rating,timestamp\n1,one,4.0,1\n");
        IllegalArgumentException text =
                assertThrows(IllegalArgumentException.class, () -> MovieLensFiles.in(directory));
        assertEquals(
                ratings + ", line 2: [1, one, 4.0, 1], expected integer ids and times, and 0.5 to 5 stars",
                text.getMessage());

        Files.writeString(ratings, "userId,movieId,rating,timestamp\n1,1,5.5,1\n");
        IllegalArgumentException stars =
                assertThrows(IllegalArgumentException.class, () -> MovieLensFiles.in(directory));
        assertEquals(
                ratings + ", line 2: [1, 1, 5.5, 1], expected integer ids and times, and 0.5 to 5 stars",
                stars.getMessage());

        Files.writeString(ratings, "userId,movieId,rating,timestamp\n");
        IllegalArgumentException none =
                assertThrows(IllegalArgumentException.class, () -> MovieLensFiles.in(directory));
        assertEquals(ratings + " has no ratings, expected one or more", none.getMessage());
    }

    @Test
    void namesTheDirectoryThatHoldsNoRatings(@TempDir Path empty) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> MovieLensFiles.in(empty));

        assertEquals(
                "No readable ratings.csv and movies.csv, nor ratings.dat and movies.dat, in " + empty.toAbsolutePath()
                        + ", expected the directory of MovieLens ml-latest-small or ml-1m",
                e.getMessage());
    }

    @Test
    void takesTheYearThatEndsATitle() {
        assertEquals(Optional.of(1995), new Film(1, "Heat (1995)", List.of()).year());
        assertEquals(Optional.of(1968), new Film(1, "2001 (A Space Odyssey) (1968) ", List.of()).year());
        assertEquals(Optional.empty(), new Film(1, "1984", List.of()).year());
    }

    private static int ratings(MovieLensFiles data) {
        return data.sequences().stream().mapToInt(sequence -> sequence.length).sum();
    }

    private static Film film(MovieLensFiles data, long id) {
        return data.films().stream().filter(film -> film.id() == id).findFirst().orElseThrow();
    }
}
