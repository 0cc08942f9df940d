package dev.bochner.experiments.deep.recommend;

import dev.bochner.experiments.deep.recommend.Outcome.Run;
import dev.bochner.experiments.item2vec.Corpus;
import dev.bochner.experiments.item2vec.Schedule;
import dev.bochner.experiments.item2vec.Schema;
import dev.bochner.experiments.item2vec.SkipGram;
import dev.bochner.experiments.movielens.MovieLensFiles;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.Findings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Table 1, task 2: films embedded by their words, and a recommender that learns from h or from phi. */
public final class Table1Task2 implements Experiment {
    static final int D = 32;

    /** Number of trainings that initialise the running mean before the first run. */
    private static final int BEFORE = 5;

    private static final int NO_WEIGHT_DECAY = 0;
    private static final int WINDOW = 3;
    private static final int NEGATIVES = 3;
    private static final int U_SEED = 42;

    @Override
    public String name() {
        return "table-1-task-2";
    }

    @Override
    public String description() {
        return "Table 1, task 2: the next film recommended from titles and genres, by h, avg(h), phi, and phi of stabilised"
                + " embeddings.";
    }

    @Override
    public Findings run(ExperimentOptions options, Consumer<String> progress) {
        return new Work(options, progress).findings();
    }

    /**
     * Extent of a run.
     *
     * @param users greatest number of users
     * @param wordEpochs of Doc2vec
     * @param rnnEpochs of the recurrent network over the words
     */
    record Extent(int users, int wordEpochs, int rnnEpochs, Pace pace) {
        static final Extent SMALL = new Extent(60, 5, 1, new Pace(10, 32, 2));
        static final Extent FULL = new Extent(Integer.MAX_VALUE, 40, 8, new Pace(10, 128, 100));
    }

    private static final class Work {
        private final ExperimentOptions options;
        private final Consumer<String> progress;
        private final Extent extent;
        private final Viewings viewings;
        private final Corpus texts;
        private final Ranking all;
        private final Ranking drawn;
        private final List<Outcome> outcomes = new ArrayList<>();

        Work(ExperimentOptions options, Consumer<String> progress) {
            this.options = options;
            this.progress = progress;
            this.extent = options.choose(Extent.SMALL, Extent.FULL);
            this.viewings = Viewings.of(MovieLensFiles.in(options.data()), extent.users());
            this.texts = FilmTexts.of(viewings.films());
            this.all = Ranking.ofAll(viewings);
            this.drawn = Ranking.ofDrawn(viewings, options.seed());
        }

        Findings findings() {
            compareDoc2vec();
            compareRnn();
            return new Task2Findings(viewings, all, drawn, extent).of(outcomes);
        }

        private void compareDoc2vec() {
            SkipGram doc2vec = SkipGram.ofDocuments(
                    texts,
                    new Schema(WINDOW, NEGATIVES, D, NO_WEIGHT_DECAY),
                    Schedule.WORD2VEC.exactly(extent.wordEpochs()));
            Refreshes refreshes = new Refreshes(
                    trained(BEFORE, "Doc2vec", seed -> doc2vec.train(seed).embeddings()), BEFORE);
            List<float[][]> days = refreshes.days();
            float[][] average = refreshes.average(options.runs());
            compare(Variant.H, days);
            compare(Variant.AVERAGE, Collections.nCopies(options.runs(), average));
            compare(Variant.PHI_32, phi(days, 16));
            compare(Variant.PHI_64, phi(days, 32));
            compare(Variant.H_AGAIN, Collections.nCopies(options.runs(), days.get(0)));
            compare(Variant.PROCRUSTES_32, phi(refreshes.aligned(), 16));
            compare(Variant.RUNNING_MEAN_32, phi(refreshes.runningMeans(), 16));
        }

        private void compareRnn() {
            List<float[][]> days = trained(
                    0, "recurrent network", seed -> TextTraining.embeddings(texts, D, extent.rnnEpochs(), seed));
            compare(Variant.RNN_H, days);
            compare(Variant.RNN_PHI_32, phi(days, 16));
        }

        /** A training for each run, one more to be the next of the last, and some before the first. */
        private List<float[][]> trained(int before, String what, TextModel model) {
            SplittableRandom seeds = new SplittableRandom(options.seed());
            int trainings = before + options.runs() + 1;
            return IntStream.range(0, trainings)
                    .mapToObj(training -> {
                        progress.accept(what + ": training " + (training + 1) + " of " + trainings);
                        return model.embeddings(seeds.nextLong());
                    })
                    .toList();
        }

        private List<float[][]> phi(List<float[][]> days, int m) {
            UnaryOperator<float[][]> map = vectors -> Refreshes.phi(vectors, m, U_SEED);
            return days.stream().map(map).toList();
        }

        /** @param days a representation for each run, and one more if each training is another */
        private void compare(Variant variant, List<float[][]> days) {
            List<Run> runs = new ArrayList<>();
            for (int run = 0; run < options.runs(); run++) {
                progress.accept(variant.name() + ": run " + (run + 1) + " of " + options.runs());
                Optional<float[][]> next = run + 1 < days.size() && days.size() > options.runs()
                        ? Optional.of(days.get(run + 1))
                        : Optional.empty();
                runs.add(run(days.get(run), next, options.seed() + run));
            }
            outcomes.add(new Outcome(variant, runs));
        }

        private Run run(float[][] films, Optional<float[][]> next, long seed) {
            try (TowersTraining training = TowersTraining.run(viewings, films, extent.pace(), seed)) {
                Recommender recommender = training.on(films);
                return new Run(
                        all.of(recommender),
                        drawn.of(recommender),
                        next.map(training::on).map(drawn::of),
                        training.epochs(),
                        training.loss());
            }
        }
    }

    /** A trainer of film embeddings. */
    private interface TextModel {
        float[][] embeddings(long seed);
    }
}
