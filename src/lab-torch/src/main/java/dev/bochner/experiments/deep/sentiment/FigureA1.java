package dev.bochner.experiments.deep.sentiment;

import dev.bochner.experiments.deep.sentiment.Division.Sample;
import dev.bochner.experiments.deep.sentiment.SentimentTraining.Epoch;
import dev.bochner.experiments.deep.sentiment.SentimentTraining.Setting;
import dev.bochner.experiments.deep.torch.WordVectors;
import dev.bochner.experiments.paper.Experiment;
import dev.bochner.experiments.paper.ExperimentOptions;
import dev.bochner.experiments.paper.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Figure A.1: the last hidden layer of a sentiment classifier, over independent trainings. */
public final class FigureA1 implements Experiment {
    /** Size of the last hidden layer, as in the paper. */
    static final int HIDDEN = 32;

    private static final int WORD_VECTORS = 64;
    private static final float DECAY = 1e-4f;

    @Override
    public String name() {
        return "figure-a1";
    }

    @Override
    public String description() {
        return "Figure A.1: how far representations of the reviews of IMDB (--data: aclImdb or JSON lines) lie apart over"
                + " independent trainings.";
    }

    @Override
    public Findings run(ExperimentOptions options, Consumer<String> progress) {
        Extent extent = Extent.of(options);
        Division reviews = Division.of(Reviews.in(options.data()), extent.texts(), options.seed());
        List<WatchedTraining> trainings = new ArrayList<>();
        for (int run = 0; run < options.runs(); run++) {
            progress.accept("training " + (run + 1) + " of " + options.runs());
            trainings.add(watched(reviews, new Setting(extent.effort(), DECAY, options.seed() + run)));
        }
        return FigureA1Findings.of(reviews, trainings);
    }

    private static WatchedTraining watched(Division reviews, Setting setting) {
        List<Sample> samples = reviews.test();
        List<Epoch> epochs = new ArrayList<>();
        List<List<float[]>> representations = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        try (SentimentTraining training =
                new SentimentTraining(reviews, new WordVectors(reviews.words(), WORD_VECTORS), HIDDEN, setting)) {
            training.run(epoch -> {
                epochs.add(epoch);
                representations.add(training.representations(samples));
                scores.add(training.scores(samples));
            });
        }
        return new WatchedTraining(epochs, representations, scores);
    }
}
