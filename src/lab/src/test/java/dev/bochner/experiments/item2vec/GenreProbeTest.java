package dev.bochner.experiments.item2vec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bochner.experiments.item2vec.GenreProbe.Scored;
import dev.bochner.experiments.movielens.Film;
import dev.bochner.experiments.probe.Scores;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GenreProbeTest {
    private static final List<List<String>> GENRES =
            List.of(List.of("Comedy"), List.of("Action", "Drama"), List.of("Drama"), List.of());

    private final Genres genres = Genres.of(films());
    private final List<Division> divisions = Division.of(genres.places(), 2, 5);

    private static List<Film> films() {
        return IntStream.range(0, 200)
                .mapToObj(i -> new Film(i, "Film " + i, GENRES.get(i % GENRES.size())))
                .toList();
    }

    /** Near one of four corners by the film's genres; of which axis, another order of them tells. */
    private static double[][] training(int turn) {
        SplittableRandom random = new SplittableRandom(turn);
        double[][] rows = new double[200][4];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < 4; j++) {
                rows[i][(j + turn) % 4] = (j == i % 4 ? 1 : 0) + 0.05 * random.nextGaussian();
            }
        }
        return rows;
    }

    @Test
    void divisionsTakeEveryFilmWithAGenreOnce() {
        assertEquals(List.of("Action", "Comedy", "Drama"), genres.names());
        assertEquals(150, genres.places().length);
        for (Division division : divisions) {
            List<Integer> all = new ArrayList<>();
            Arrays.stream(division.fitted()).forEach(all::add);
            Arrays.stream(division.scored()).forEach(all::add);
            Collections.sort(all);
            assertEquals(Arrays.stream(genres.places()).boxed().toList(), all);
            assertEquals(120, division.fitted().length);
            assertEquals(40, division.folds(3).get(1).scored().length);
        }
    }

    @ParameterizedTest
    @MethodSource("learners")
    void tellsGenresThatThereAreAndIsLostAfterATurn(Learner learner) {
        Scored same = new GenreProbe(genres, divisions).of(List.of(training(0), training(4)), learner);
        Scored turned = new GenreProbe(genres, divisions).of(List.of(training(0), training(1)), learner);

        assertEquals(1, same.accuracy().overRuns().mean());
        assertEquals(1, same.stale().overRuns().mean());
        assertEquals(1, turned.accuracy().overRuns().mean());
        assertEquals(0, turned.disagreement().overRuns().mean());
        assertTrue(
                turned.stale().overRuns().mean() < 0.5,
                () -> turned.stale().overRuns().toString());
    }

    static List<Learner> learners() {
        return List.of(
                Learner.logistic(1e-4),
                Learner.scikitLearn(),
                Learner.nearest(),
                Learner.weighted(10),
                Learner.onKernel(Learner.logistic(1e-4)));
    }

    @Test
    void aSingleTrainingHasNothingToBeStaleAgainst() {
        Scored single =
                new GenreProbe(genres, divisions).of(Collections.singletonList(training(0)), Learner.logistic(1e-4));

        assertEquals(1, single.accuracy().overRuns().n());
        assertEquals(0, single.stale().overRuns().n());
        assertEquals(0, single.disagreement().overRuns().n());
    }

    @Test
    void findsAllGenresOfAFilm() {
        AllGenresProbe.Scored scored = new AllGenresProbe(genres, divisions)
                .of(Collections.singletonList(training(0)), Learner.logistic(1e-4));

        assertEquals(1, scored.answers().overRuns().mean());
        assertEquals(1, scored.exact().overRuns().mean());
        assertEquals(1, scored.macroF1().overRuns().mean());
        assertEquals(1, scored.microF1().overRuns().mean());
    }

    @Test
    void separatesTheDeviationOverTrainingsFromThatOverDivisions() {
        RunScores scores = new RunScores(new double[][] {{0.1, 0.5}, {0.3, 0.7}});

        assertEquals(0.4, scores.overRuns().mean(), 1e-12);
        assertEquals(0.2 / Math.sqrt(2), scores.overRuns().sd(), 1e-12);
        assertEquals(0.4 / Math.sqrt(2), scores.sdOfDivisions(), 1e-12);
    }

    @Test
    void choosesThePenaltyThatTellsMost() {
        Penalty penalty = new Penalty(genres, divisions.get(0), List.of(1e-4, 1e6));

        Learner chosen = penalty.chosen(training(0), Learner::logistic);

        assertEquals(
                1,
                new GenreProbe(genres, divisions)
                        .of(Collections.singletonList(training(0)), chosen)
                        .accuracy()
                        .overRuns()
                        .mean());
    }

    @Test
    void theGreatestMacroF1IsReached() {
        // 10 of class 0, 6 of class 1, 4 of class 2; two of each of the common ones are mistaken: 80 %.
        int[] actual =
                IntStream.range(0, 20).map(i -> i < 10 ? 0 : i < 16 ? 1 : 2).toArray();
        int[] predicted = actual.clone();
        predicted[0] = 1;
        predicted[1] = 1;
        predicted[10] = 0;
        predicted[11] = 0;

        assertEquals(0.8, Scores.accuracy(actual, predicted), 1e-12);
        assertEquals(Scores.macroF1(actual, predicted, 3), F1Remark.greatestMacroF1(new int[] {10, 6, 4}, 0.8), 1e-12);
        assertTrue(Double.isNaN(F1Remark.greatestMacroF1(new int[] {10, 6, 4}, 0.3)));
    }
}
