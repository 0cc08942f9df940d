package dev.bochner.experiments.deep.recommend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.deep.recommend.Ranking.Score;
import dev.bochner.experiments.item2vec.Corpus;
import dev.bochner.experiments.movielens.Film;
import dev.bochner.experiments.movielens.MovieLensFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RankingTest {
    @TempDir
    private Path directory;

    private Viewings viewings;

    @BeforeEach
    void read() throws IOException {
        viewings = Viewings.of(MovieLensFiles.in(SmallMovieLens.write(directory)), 1000);
    }

    @Test
    void givesAllToWhoPutsTheFilmFirst() {
        assertEquals(new Score(1, 1), Ranking.ofAll(viewings).of((user, film) -> film == viewings.last(user) ? 1 : 0));
    }

    /** Rank 3 of 5: 1 / log2(4). */
    @Test
    void discountsByRank() {
        Recommender third = (user, film) -> {
            int[] unseen = IntStream.range(0, SmallMovieLens.FILMS)
                    .filter(other -> other != viewings.last(user)
                            && Arrays.stream(viewings.history(user)).noneMatch(seen -> seen == other))
                    .toArray();
            return film == viewings.last(user) ? 1 : film == unseen[0] || film == unseen[1] ? 2 : 0;
        };
        assertEquals(new Score(1, 0.5), Ranking.ofAll(viewings).of(third));
    }

    /** Whoever scores all films alike has recommended nothing. */
    @Test
    void countsTiesAgainstTheFilm() {
        assertEquals(new Score(0, 0), Ranking.ofAll(viewings).of((user, film) -> 7));
    }

    @Test
    void doesNotRankFilmsOfTheHistory() {
        Recommender history =
                (user, film) -> Arrays.stream(viewings.history(user)).anyMatch(seen -> seen == film)
                        ? 2
                        : film == viewings.last(user) ? 1 : 0;
        assertEquals(new Score(1, 1), Ranking.ofAll(viewings).of(history));
    }

    /** 40 films less 11 of the history: 29 places. */
    @Test
    void knowsWhatChanceComesTo() {
        assertEquals(5.0 / 29, Ranking.ofAll(viewings).chance().recall(), 1e-12);
    }

    @Test
    void predictsEachFilmButTheFirstOnce() {
        Passages passages = new Passages(viewings, 4);
        List<Integer> predicted = new ArrayList<>();
        for (int passage = 0; passage < 3; passage++) {
            int[] films = passages.films(passage);
            assertTrue(films.length <= 5, () -> Arrays.toString(films));
            Arrays.stream(films).skip(1).forEach(predicted::add);
        }
        int[] history = viewings.history(0);
        assertEquals(
                Arrays.stream(history).skip(1).sorted().boxed().toList(),
                predicted.stream().sorted().toList());
        assertEquals(3 * SmallMovieLens.USERS, passages.size());
    }

    @Test
    void readsTitleYearAndGenresAsWords() {
        Film film = new Film(1, "Babes in Toyland (1961)", List.of("Children", "Sci-Fi"));
        assertEquals(List.of("babes", "in", "toyland", "1961", "children", "sci-fi"), FilmTexts.words(film));
    }

    /** Film, comedy, romance, horror and thriller occur five times or more; numbers and years do not. */
    @Test
    void leavesOutRareWords() {
        Corpus texts = FilmTexts.of(viewings.films());
        assertEquals(5, texts.tokens());
        assertEquals(3, texts.sequences().get(0).length);
    }
}
