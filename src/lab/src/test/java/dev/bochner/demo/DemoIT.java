package dev.bochner.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.config.ConfigLoader;
import dev.bochner.config.JobConfig;
import dev.bochner.daily.DailyJob;
import dev.bochner.daily.DailyResult;
import dev.bochner.experiments.movielens.MovieLensSubset;
import dev.bochner.store.Publication.Existing;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoIT {
    private static final SparkSession SPARK = DemoSpark.session();

    @TempDir
    private static Path directory;

    private static Path data;
    private static Path target;
    private static Demo.Result result;

    @BeforeAll
    static void runOnceOverAnEarlierDemo() throws IOException {
        data = MovieLensSubset.in(Files.createDirectory(directory.resolve("data")));
        target = directory.resolve("demo");
        Files.createFile(Files.createDirectory(target).resolve(DemoDirectory.MARKER));
        Files.writeString(target.resolve("left-over"), "of an earlier demo");
        result = Demo.of(SPARK, data, target).run();
    }

    @Test
    void writesAndPublishesEveryFilmOfBothDaysInBothVersions() {
        for (String ds : List.of("2026-11-19", "2026-11-20")) {
            Dataset<Row> embeddings = SPARK.read().parquet(target + "/embeddings/ds=" + ds);
            assertTrue(embeddings.count() > 100, "films: " + embeddings.count());
            for (int m : new int[] {64, 16}) {
                Dataset<Row> features = SPARK.read()
                        .parquet(result.table() + "/features/m=" + m + "/seed=42/ds=" + ds)
                        .where("size(features) = " + 2 * m);
                assertEquals(
                        embeddings.select("id", "title").orderBy("id").collectAsList(),
                        features.select("id", "title").orderBy("id").collectAsList());
            }
        }
    }

    @Test
    void theConfigurationItLeavesServesTheDailyJobByHand() {
        JobConfig config = ConfigLoader.load(
                target.resolve("daily.conf").toString(),
                List.of(),
                SPARK.sparkContext().hadoopConfiguration());

        DailyResult again = DailyJob.of(SPARK, config).run(LocalDate.of(2026, 11, 20), Existing.REFUSE);

        assertEquals(DailyResult.Status.ALREADY_PUBLISHED, again.status(), again.message());
    }

    @Test
    void removesWhatAnEarlierDemoLeft() {
        assertTrue(Files.notExists(target.resolve("left-over")));
    }

    @Test
    void theDuckDbLineOfTheClosingTextReadsTheTable() throws SQLException {
        long films = SPARK.read()
                .parquet(result.table() + "/features/m=64/seed=42/ds=2026-11-20")
                .count();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM (" + command("DuckDB").replace(";", "") + ") WHERE ds = '2026-11-20'")) {
            assertTrue(rows.next());
            assertEquals(films, rows.getLong(1));
        }
    }

    @Test
    void theClosingTextSaysThatCoordinatesDoNotAgree() {
        assertTrue(result.closing().contains("inner products nearly agree and coordinates do not"), result.closing());
        assertTrue(result.closing().contains("daily.conf\" --ds 2026-11-20"), result.closing());
    }

    @Test
    void theClosingTextEndsWithTheAuditOfDayTwoAndItsReport() {
        assertTrue(result.closing().contains("Models fitted before today must be retrained."), result.closing());
        assertTrue(result.closing().contains("against 2026-11-19"), result.closing());
        String page = result.closing()
                .lines()
                .filter(line -> line.strip().startsWith("Report: "))
                .map(line -> line.strip().substring("Report: ".length()))
                .findFirst()
                .orElseThrow();
        assertTrue(Files.exists(Path.of(URI.create(page))), page);
    }

    @Test
    void checksTheDataBeforeItDeletesAnything() throws IOException {
        Path earlier = Files.createDirectory(directory.resolve("earlier"));
        Files.createFile(earlier.resolve(DemoDirectory.MARKER));
        Path kept = Files.writeString(earlier.resolve("kept"), "text");

        Demo demo = Demo.of(SPARK, directory.resolve("no-data"), earlier);

        assertThrows(IllegalArgumentException.class, demo::run);
        assertTrue(Files.exists(kept));
    }

    private static String command(String tool) {
        return result.closing()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(tool + " "))
                .map(line -> line.substring(tool.length()).strip())
                .findFirst()
                .orElseThrow();
    }
}
