package dev.bochner.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MovieLensIT {
    private final SparkSession spark = DemoSpark.session();

    @Test
    void readsEveryRatingAndFilmThatShips() {
        MovieLens data = MovieLens.in(MovieLensSubset.SHIPPED, spark);

        assertEquals(100_836, data.ratings().count());
        assertEquals(9_742, data.movies().count());
        assertEquals(0, data.ratings().where("rating not between 0.5 and 5").count());
    }

    @Test
    void keepsCommasAndAccentsAndQuotesOfTitles() {
        MovieLens data = MovieLens.in(MovieLensSubset.SHIPPED, spark);

        assertEquals("American President, The (1995)", title(data, 11));
        assertEquals("City of Lost Children, The (Cité des enfants perdus, La) (1995)", title(data, 29));
        assertEquals("11'09\"01 - September 11 (2002)", title(data, 7789));
    }

    @Test
    void namesTheDirectoryThatHoldsNoRatings(@TempDir Path empty) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> MovieLens.in(empty, spark));

        assertTrue(
                e.getMessage().startsWith("No readable ratings.csv and movies.csv, nor ratings.dat"), e.getMessage());
        assertTrue(e.getMessage().contains(" in " + empty + ", expected"), e.getMessage());
    }

    @Test
    void readsTheColonsAndAccentsOfTheOlderFormat(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("ratings.dat"), "1::1193::5::978300760\n6040::2::3::956703932\n");
        Files.writeString(directory.resolve("movies.dat"), """
                2::Star Wars: Episode IV - A New Hope (1977)::Action|Adventure
                1193::Cité des "enfants" perdus, La (1995)::Sci-Fi
                """, StandardCharsets.ISO_8859_1);

        MovieLens data = MovieLens.in(directory, spark);

        assertEquals(
                List.of(RowFactory.create(1L, 1193L, 5.0, 978300760L), RowFactory.create(6040L, 2L, 3.0, 956703932L)),
                data.ratings().orderBy("userId").collectAsList());
        assertEquals("Star Wars: Episode IV - A New Hope (1977)", title(data, 2));
        assertEquals("Cité des \"enfants\" perdus, La (1995)", title(data, 1193));
        assertEquals(
                "Action|Adventure", data.movies().where("movieId = 2").first().getString(2));
    }

    @Test
    void theEarliestRatingsAreTheFirstInTime() {
        MovieLens all = MovieLens.in(MovieLensSubset.SHIPPED, spark);

        Dataset<Row> half = all.earliest(0.5).ratings();

        assertEquals(0.5, half.count() / 100_836.0, 0.001);
        long last = half.selectExpr("max(timestamp)").first().getLong(0);
        assertEquals(half.count(), all.ratings().where("timestamp <= " + last).count());
    }

    private static String title(MovieLens data, long movieId) {
        return data.movies().where("movieId = " + movieId).first().getString(1);
    }
}
