package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.item2vec.Epoch.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Trains skip-gram embeddings with negative sampling: Item2vec of films (Barkan and Koenigstein 2016), Word2vec of
 * words, and with documents as inputs the distributed bag of words of Doc2vec (Dai, Olah and Le 2015).
 *
 * <p>A twentieth of the pairs is held out. Each epoch visits the other pairs in a new random order, with newly drawn
 * negatives, in batches; the optimiser uses the mean gradient of a batch.
 *
 * <p><b>Determinism:</b> one thread; a training is a function of corpus, schema, schedule and seed, except that
 * {@link Math#exp} may differ in its last bits on another machine. The held-out pairs do not depend on the seed.
 * Several trainings may run at the same time.
 */
public final class SkipGram {
    private final Pairs pairs;
    private final Schema schema;
    private final Schedule schedule;
    private final Negatives negatives;
    private final HeldOut heldOut;

    private SkipGram(Pairs pairs, Schema schema, Schedule schedule) {
        if (pairs.size() == 0) {
            throw new IllegalArgumentException("The corpus has no pairs, expected a sequence of two tokens or more");
        }
        this.pairs = pairs;
        this.schema = schema;
        this.schedule = schedule;
        this.negatives = new Negatives(pairs.outputCounts());
        this.heldOut = new HeldOut(pairs, negatives, schema.negatives());
    }

    /** Each token predicts its neighbours; the embeddings are the tokens'. */
    public static SkipGram ofTokens(Corpus corpus, Schema schema, Schedule schedule) {
        return new SkipGram(Pairs.ofWindows(corpus, schema.window()), schema, schedule);
    }

    /** Each sequence predicts all its tokens, whatever the window; the embeddings are the sequences'. */
    public static SkipGram ofDocuments(Corpus corpus, Schema schema, Schedule schedule) {
        return new SkipGram(Pairs.ofDocuments(corpus), schema, schedule);
    }

    /** Trains once. */
    public Trained train(long seed) {
        return train(seed, epoch -> {});
    }

    /**
     * Trains once.
     *
     * @param watch called before the first epoch and after each epoch
     */
    public Trained train(long seed, Consumer<Epoch> watch) {
        SplittableRandom random = new SplittableRandom(seed);
        Model model = new Model(
                Weights.gaussian(pairs.inputCount(), schema.d(), random),
                Weights.gaussian(pairs.outputCounts().length, schema.d(), random),
                schema);
        return new Training(model, random).run(watch);
    }

    /** A training in progress. */
    private final class Training {
        private final Model model;
        private final SplittableRandom random;
        private final int[] order = heldOut.learnt();
        private final int[] targets = new int[1 + schema.negatives()];
        private final Descent inputs;
        private final Descent outputs;
        private final List<Losses> losses = new ArrayList<>();

        Training(Model model, SplittableRandom random) {
            this.model = model;
            this.random = random;
            this.inputs = Descent.of(schedule, model.inputs());
            this.outputs = Descent.of(schedule, model.outputs());
        }

        Trained run(Consumer<Epoch> watch) {
            Epoch epoch = finished(Double.NaN);
            watch.accept(epoch);
            double least = epoch.losses().heldOut();
            int idle = 0;
            while (losses.size() <= schedule.epochs() && idle < schedule.patience()) {
                epoch = finished(learn());
                watch.accept(epoch);
                double loss = epoch.losses().heldOut();
                boolean better = loss < least - schedule.leastGain();
                idle = better ? 0 : idle + 1;
                least = better ? loss : least;
            }
            return new Trained(epoch, losses);
        }

        private Epoch finished(double learnt) {
            Losses last = new Losses(losses.size(), learnt, heldOut.loss(model));
            losses.add(last);
            return new Epoch(last, model);
        }

        /** One epoch; returns the mean loss. */
        private double learn() {
            shuffle();
            double sum = 0;
            for (int from = 0; from < order.length; from += schedule.batch()) {
                int to = Math.min(order.length, from + schedule.batch());
                for (int i = from; i < to; i++) {
                    negatives.draw(pairs.output(order[i]), targets, random);
                    sum += model.learn(pairs.input(order[i]), targets, 1f / (to - from));
                }
                double progress = (losses.size() - 1 + (double) from / order.length) / schedule.epochs();
                inputs.step(progress);
                outputs.step(progress);
            }
            return sum / order.length;
        }

        private void shuffle() {
            for (int i = order.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                int pair = order[i];
                order[i] = order[other];
                order[other] = pair;
            }
        }
    }
}
