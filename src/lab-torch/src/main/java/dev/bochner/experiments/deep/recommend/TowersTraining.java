package dev.bochner.experiments.deep.recommend;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.bochner.experiments.deep.torch.Network;
import dev.bochner.experiments.deep.torch.Network.Learning;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Trains the two towers on a representation of the films.
 *
 * <p>Each film is predicted from those before it, against {@value TrainingBatch#NEGATIVES} films of the whole
 * catalogue drawn anew every time: the loss is the cross entropy of the softmax over the four scores. Adam with
 * weight decay 1e-4; training ends when {@value #PATIENCE} consecutive epochs gain less than {@value #LEAST_GAIN}, or
 * after the maximum number of epochs. The learning rate is 1e-2, ten times the paper's: an epoch of the films that
 * ship has a tenth of the viewings of the paper's.
 *
 * <p><b>Determinism:</b> a function of viewings, representation, pace and seed on one machine.
 */
final class TowersTraining implements AutoCloseable {
    private static final int PATIENCE = 3;
    private static final double LEAST_GAIN = 1e-4;
    private static final float LEARNING_RATE = 1e-2f;
    private static final float WEIGHT_DECAY = 1e-4f;

    private final Viewings viewings;
    private final Passages passages;
    private final Pace pace;
    private final SplittableRandom random;
    private final Network network;
    private final int[] order;
    private int epochs;
    private double loss = Double.NaN;

    private TowersTraining(Viewings viewings, Pace pace, int columns, long seed) {
        this.viewings = viewings;
        this.passages = new Passages(viewings, pace.passage());
        this.pace = pace;
        this.random = new SplittableRandom(seed);
        this.network = Network.of(
                new TwoTowers(),
                new Learning(LEARNING_RATE, WEIGHT_DECAY, random.nextLong()),
                new Shape(1, pace.passage(), columns),
                new Shape(1, pace.passage(), 1 + TrainingBatch.NEGATIVES, columns));
        this.order = new int[passages.size()];
        Arrays.setAll(order, i -> i);
    }

    /**
     * Trains until it ends.
     *
     * @param representation of each film [films][columns]
     */
    static TowersTraining run(Viewings viewings, float[][] representation, Pace pace, long seed) {
        TowersTraining training = new TowersTraining(viewings, pace, representation[0].length, seed);
        training.learn(representation);
        return training;
    }

    /** Number of epochs of the training. */
    int epochs() {
        return epochs;
    }

    /** Mean loss over the last epoch; log 4 = 1.386 for random guessing. */
    double loss() {
        return loss;
    }

    private void learn(float[][] representation) {
        try (NDManager manager = network.manager().newSubManager()) {
            NDArray rows = manager.create(representation);
            double least = Double.POSITIVE_INFINITY;
            for (int idle = 0; epochs < pace.epochs() && idle < PATIENCE; epochs++) {
                loss = epoch(rows);
                idle = loss < least - LEAST_GAIN ? 0 : idle + 1;
                least = Math.min(least, loss);
            }
        }
    }

    private double epoch(NDArray representation) {
        shuffle();
        double sum = 0;
        double predictions = 0;
        for (int from = 0; from < order.length; from += pace.batch()) {
            TrainingBatch batch = new TrainingBatch(passages, viewings.films().size());
            for (int i = from; i < Math.min(order.length, from + pace.batch()); i++) {
                batch.add(order[i], random);
            }
            sum += batch.predictions() * network.learn(manager -> batch.inputs(manager, representation), batch::loss);
            predictions += batch.predictions();
        }
        return sum / predictions;
    }

    private void shuffle() {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int passage = order[i];
            order[i] = order[other];
            order[other] = passage;
        }
    }

    /**
     * The recommender that the network makes of a representation of the films: the one that it was trained on, or
     * another one with as many columns.
     */
    Recommender on(float[][] representation) {
        try (NDManager manager = network.manager().newSubManager()) {
            NDArray rows = manager.create(representation);
            return Recommender.ofVectors(users(rows), films(rows));
        }
    }

    private float[][] users(NDArray representation) {
        float[][] users = new float[viewings.users()][];
        for (int user = 0; user < users.length; user++) {
            int[] history = viewings.history(user);
            int[] seen = Arrays.copyOfRange(history, Math.max(0, history.length - pace.passage()), history.length);
            float[] states = network.evaluate(
                    manager -> TrainingBatch.rows(manager, representation, seen, seen),
                    outputs -> outputs.get(0).toFloatArray());
            users[user] = row(states, seen.length - 1);
        }
        return users;
    }

    private float[][] films(NDArray representation) {
        int[] all = new int[viewings.films().size()];
        Arrays.setAll(all, film -> film);
        float[] flat = network.evaluate(
                manager -> TrainingBatch.rows(manager, representation, new int[1], all),
                outputs -> outputs.get(1).toFloatArray());
        float[][] films = new float[all.length][];
        Arrays.setAll(films, film -> row(flat, film));
        return films;
    }

    private static float[] row(float[] flat, int number) {
        return Arrays.copyOfRange(flat, number * TwoTowers.HIDDEN, (number + 1) * TwoTowers.HIDDEN);
    }

    @Override
    public void close() {
        network.close();
    }
}
