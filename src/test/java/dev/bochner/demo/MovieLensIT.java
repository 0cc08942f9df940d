package dev.bochner.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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

        assertTrue(e.getMessage().startsWith("No readable ratings.csv in " + empty), e.getMessage());
    }

    private static String title(MovieLens data, long movieId) {
        return data.movies().where("movieId = " + movieId).first().getString(1);
    }
}
