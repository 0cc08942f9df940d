package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.item2vec.GenreProbe.Scored;
import dev.bochner.experiments.movielens.MovieLensFiles;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.ExperimentOptions.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trainings with one embedding length d.
 *
 * @param d length of an embedding
 * @param h embeddings of each training
 */
record Dimension(int d, List<double[][]> h) {
    private static final List<Integer> PAPER = List.of(16, 32, 64);
    private static final int DIVISIONS = 3;
    private static final int SMALL_SAMPLE = 500;
    private static final double SMALL_PENALTY = 1e-4;

    /** Number of runs by default, half of the paper's, because three lengths are trained. */
    static int runs(Size size) {
        return size == Size.FULL ? 5 : 2;
    }

    /** Trains embeddings of the paper's three lengths. */
    static List<Dimension> all(FilmCorpus films, ExperimentOptions options, Consumer<String> progress) {
        List<Dimension> all = new ArrayList<>();
        for (int d : PAPER) {
            progress.accept("d = " + d);
            all.add(new Dimension(
                    d, Trainings.embeddings(new Trainings(options, progress).of(films, Schema.PAPER.withD(d)))));
        }
        return all;
    }

    /** Scores a logistic regression that predicts genres from vectors of the films. */
    static final class Judge {
        private final FilmCorpus films;
        private final Penalty penalty;
        private final GenreProbe probe;

        Judge(ExperimentOptions options) {
            this.films = FilmCorpus.of(MovieLensFiles.in(options.data()));
            Genres all = Genres.of(films.films());
            Genres genres = options.choose(all.sample(SMALL_SAMPLE, options.seed()), all);
            List<Division> divisions = Division.of(genres.places(), options.choose(1, DIVISIONS), options.seed());
            this.penalty = new Penalty(genres, divisions.get(0), options.choose(List.of(SMALL_PENALTY), Penalty.GRID));
            this.probe = new GenreProbe(genres, divisions);
        }

        FilmCorpus films() {
            return films;
        }

        /** Scores predictions of the first-listed genres, with the penalty that cross-validation chooses. */
        Scored of(List<double[][]> vectors) {
            return probe.of(vectors, penalty.chosen(vectors.get(0), Learner::logistic));
        }
    }
}
