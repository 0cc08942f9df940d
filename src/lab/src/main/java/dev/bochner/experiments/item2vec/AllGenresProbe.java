package dev.bochner.experiments.item2vec;

import java.util.List;
import java.util.stream.IntStream;

/** Predicts all genres of each film, with one binary classifier for each genre: a film may get none, one or several. */
final class AllGenresProbe {
    private final Genres genres;
    private final List<Division> divisions;

    AllGenresProbe(Genres genres, List<Division> divisions) {
        this.genres = genres;
        this.divisions = divisions;
    }

    /**
     * Scores of the predictions.
     *
     * @param answers share of right answers to "has the film this genre", over films and genres
     * @param exact share of the films whose genres are all right
     * @param macroF1 mean F1 of the genres that occur
     * @param microF1 F1 of all genres in one
     */
    record Scored(RunScores answers, RunScores exact, RunScores macroF1, RunScores microF1) {}

    /** Fits the classifiers and scores them. */
    Scored of(List<double[][]> trainings, Learner learner) {
        int divided = divisions.size();
        List<double[]> all = IntStream.range(0, trainings.size() * divided)
                .parallel()
                .mapToObj(work -> scores(trainings.get(work / divided), divisions.get(work % divided), learner))
                .toList();
        return new Scored(table(all, 0), table(all, 1), table(all, 2), table(all, 3));
    }

    private RunScores table(List<double[]> all, int measure) {
        double[][] values = new double[all.size() / divisions.size()][divisions.size()];
        for (int i = 0; i < all.size(); i++) {
            values[i / divisions.size()][i % divisions.size()] = all.get(i)[measure];
        }
        return new RunScores(values);
    }

    /** The measures in the order of {@link Scored}. */
    private double[] scores(double[][] rows, Division division, Learner learner) {
        double[][] fitted = Division.rows(rows, division.fitted());
        double[][] scored = Division.rows(rows, division.scored());
        Count pooled = new Count();
        double macro = 0;
        int occurring = 0;
        boolean[] isWrong = new boolean[scored.length];
        for (int genre = 0; genre < genres.names().size(); genre++) {
            int[] actual = genres.has(genre, division.scored());
            int[] predicted =
                    learner.fit(fitted, genres.has(genre, division.fitted()), 2).classesOf(scored);
            Count count = new Count();
            for (int i = 0; i < actual.length; i++) {
                count.add(actual[i], predicted[i]);
                pooled.add(actual[i], predicted[i]);
                isWrong[i] |= actual[i] != predicted[i];
            }
            macro += count.f1();
            occurring += count.actual > 0 ? 1 : 0;
        }
        long exact = IntStream.range(0, isWrong.length).filter(i -> !isWrong[i]).count();
        return new double[] {
            (double) pooled.right / pooled.asked, (double) exact / isWrong.length, macro / occurring, pooled.f1()
        };
    }

    /** Counts of binary predictions: 1 for yes, 0 for no. */
    private static final class Count {
        private int asked;
        private int right;
        private int both;
        private int actual;
        private int predicted;

        void add(int isActual, int isPredicted) {
            asked++;
            right += isActual == isPredicted ? 1 : 0;
            both += isActual * isPredicted;
            actual += isActual;
            predicted += isPredicted;
        }

        double f1() {
            return actual == 0 ? 0 : 2.0 * both / (actual + predicted);
        }
    }
}
