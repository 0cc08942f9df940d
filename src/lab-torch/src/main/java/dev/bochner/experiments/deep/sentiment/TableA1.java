package dev.bochner.experiments.deep.sentiment;

import ai.djl.nn.Block;
import dev.bochner.experiments.deep.sentiment.Division.Sample;
import dev.bochner.experiments.deep.sentiment.SentimentTraining.Accuracy;
import dev.bochner.experiments.deep.sentiment.SentimentTraining.Setting;
import dev.bochner.experiments.deep.torch.WordVectors;
import dev.bochner.experiments.item2vec.Corpus;
import dev.bochner.experiments.item2vec.Schedule;
import dev.bochner.experiments.item2vec.Schema;
import dev.bochner.experiments.item2vec.SkipGram;
import dev.bochner.experiments.item2vec.Trained;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.Findings;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Table A.1: sentiment of reviews from words embedded by Word2vec, h against phi of as many columns. */
public final class TableA1 implements Experiment {
    /** Size of the dense hidden layer, as in the tutorial. */
    private static final int HIDDEN = 64;

    private static final int U_SEED = 42;

    @Override
    public String name() {
        return "table-a1";
    }

    @Override
    public String description() {
        return "Table A.1: sentiment of the reviews of IMDB (--data: aclImdb or JSON lines) from words of Word2vec, over"
                + " windows, negatives and d.";
    }

    @Override
    public Findings run(ExperimentOptions options, Consumer<String> progress) {
        return new Work(options, progress).findings();
    }

    private static final class Work {
        private final ExperimentOptions options;
        private final Consumer<String> progress;
        private final Extent extent;
        private final Division reviews;
        private final Corpus corpus;

        Work(ExperimentOptions options, Consumer<String> progress) {
            this.options = options;
            this.progress = progress;
            this.extent = Extent.of(options);
            this.reviews = Division.of(Reviews.in(options.data()), extent.texts(), options.seed());
            this.corpus =
                    Corpus.of(reviews.training().stream().map(Sample::words).toList(), reviews.words());
        }

        Findings findings() {
            List<SentimentCell> cells = new ArrayList<>();
            for (int d : extent.grid().d()) {
                for (int window : extent.grid().windows()) {
                    for (int negatives : extent.grid().negatives()) {
                        cells.add(cell(new Schema(window, negatives, d, 0)));
                    }
                }
            }
            return new TableA1Findings(reviews, extent, options.runs()).of(cells, joint());
        }

        /** Accuracies with word vectors that are trained with the network; their length is the greatest of the grid. */
        private List<Double> joint() {
            int d = extent.grid().d().get(extent.grid().d().size() - 1);
            List<Double> accuracies = new ArrayList<>();
            for (int run = 0; run < options.runs(); run++) {
                progress.accept("words learnt with the rest: run " + (run + 1) + " of " + options.runs());
                accuracies.add(best(() -> new WordVectors(reviews.words(), d), options.seed() + run));
            }
            return accuracies;
        }

        private SentimentCell cell(Schema schema) {
            SkipGram word2vec = SkipGram.ofTokens(
                    corpus, schema, Schedule.WORD2VEC.exactly(extent.effort().wordEpochs()));
            SentimentCell cell = new SentimentCell(schema, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            FeatureMap phi =
                    FeatureMap.of(FeatureSpec.gaussian(schema.d(), schema.d() / 2, U_SEED, 1, Normalisation.L2));
            for (int run = 0; run < options.runs(); run++) {
                progress.accept("d = " + schema.d() + ", windows " + schema.window() + ", negatives "
                        + schema.negatives() + ": run " + (run + 1) + " of " + options.runs());
                long seed = options.seed() + run;
                Trained trained = word2vec.train(seed);
                float[][] h = trained.embeddings();
                cell.h().add(best(() -> new FixedVectors(h), seed));
                float[][] features = features(phi, h);
                cell.phi().add(best(() -> new FixedVectors(features), seed));
                cell.losses().add(trained.losses().get(trained.epochs()).learnt());
            }
            return cell;
        }

        private static float[][] features(FeatureMap phi, float[][] h) {
            float[][] features = new float[h.length][phi.spec().columns()];
            for (int word = 0; word < h.length; word++) {
                phi.apply(h[word], features[word]);
            }
            return features;
        }

        /** Accuracy on the test reviews, with the weight decay that is best on the validation reviews. */
        private double best(Supplier<Block> words, long seed) {
            Accuracy best = new Accuracy(-1, Double.NaN);
            for (float decay : extent.grid().decays()) {
                Setting setting = new Setting(extent.effort(), decay, seed);
                try (SentimentTraining training = new SentimentTraining(reviews, words.get(), HIDDEN, setting)) {
                    Accuracy accuracy = training.run(epoch -> {});
                    best = accuracy.validation() > best.validation() ? accuracy : best;
                }
            }
            return best.test();
        }
    }
}
