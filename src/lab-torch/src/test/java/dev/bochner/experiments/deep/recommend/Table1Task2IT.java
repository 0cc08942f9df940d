package dev.bochner.experiments.deep.recommend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.figures.Cell;
import dev.bochner.experiments.movielens.MovieLensFiles;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import dev.bochner.experiments.paper.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Table1Task2IT {
    @TempDir
    private Path directory;

    /** Of 29 films that a user has not seen, 9 are of the genre that he always sees. */
    @Test
    void learnsWhichGenreAUserSees() throws IOException {
        Viewings viewings = Viewings.of(MovieLensFiles.in(SmallMovieLens.write(directory)), 1000);
        float[][] genres = new float[SmallMovieLens.FILMS][];
        for (int film = 0; film < genres.length; film++) {
            genres[film] = new float[] {film % 2, 1 - film % 2, (float) Math.sin(film), (float) Math.cos(film)};
        }
        try (TowersTraining training = TowersTraining.run(viewings, genres, new Pace(10, 16, 40), 1)) {
            Recommender recommender = training.on(genres);
            int right = 0;
            int pairs = 0;
            for (int user = 0; user < viewings.users(); user++) {
                int own = viewings.last(user);
                for (int film = 0; film < genres.length; film++) {
                    if (film % 2 != own % 2) {
                        pairs++;
                        right += recommender.score(user, own) > recommender.score(user, film) ? 1 : 0;
                    }
                }
            }
            double share = (double) right / pairs;
            assertTrue(share > 0.9, () -> "share of films of the other genre that score less: " + share);
            assertTrue(training.loss() < Math.log(4), () -> "loss " + training.loss());
        }
    }

    @Test
    void sameSeedGivesTheSameRecommendations() throws IOException {
        Viewings viewings = Viewings.of(MovieLensFiles.in(SmallMovieLens.write(directory)), 1000);
        float[][] films = new float[SmallMovieLens.FILMS][];
        for (int film = 0; film < films.length; film++) {
            films[film] = new float[] {(float) Math.sin(film), (float) Math.cos(film)};
        }
        Pace pace = new Pace(4, 8, 2);
        try (TowersTraining one = TowersTraining.run(viewings, films, pace, 5);
                TowersTraining same = TowersTraining.run(viewings, films, pace, 5)) {
            assertEquals(one.on(films).score(3, 4), same.on(films).score(3, 4), 0);
            assertEquals(one.loss(), same.loss(), 0);
        }
    }

    @Test
    void showsEveryVariantBesideThePaper() throws IOException {
        ExperimentOptions options =
                new ExperimentOptions(SmallMovieLens.write(directory), 2, Size.SMALL, 1, directory.resolve("out"));
        Findings findings = new Table1Task2().run(options, progress -> {});
        List<List<Cell>> rows = findings.tables().get(0).rows();
        assertEquals(11, rows.size());
        assertEquals(
                List.of("h", "66.55 (3.03)", "33.96 (1.83)"),
                List.of(
                        rows.get(0).get(0).text(),
                        rows.get(0).get(6).text(),
                        rows.get(0).get(7).text()));
        assertEquals("by popularity", rows.get(9).get(0).text());
        assertEquals(7, findings.verdicts().size());
        assertEquals("table-1-task-2-stale", findings.tables().get(1).name());
        List<Cell> training = findings.tables().get(2).rows().get(0);
        assertEquals(
                List.of("h", "2.0 (0.0)"),
                List.of(training.get(0).text(), training.get(1).text()));
        assertTrue(findings.charts().get(0).svg().contains("phi(procrustes)"));
    }

    @Test
    void popularityIsTheNumberOfViewers() throws IOException {
        Viewings viewings = Viewings.of(MovieLensFiles.in(SmallMovieLens.write(directory)), 1000);
        Recommender popular = Recommender.popularity(viewings);
        double sum = 0;
        for (int film = 0; film < SmallMovieLens.FILMS; film++) {
            sum += popular.score(0, film);
        }
        assertEquals((double) viewings.historyLength(), sum, 0);
    }
}
