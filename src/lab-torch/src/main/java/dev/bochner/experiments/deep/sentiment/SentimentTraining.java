package dev.bochner.experiments.deep.sentiment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.bochner.experiments.deep.sentiment.Division.Sample;
import dev.bochner.experiments.deep.torch.Network;
import dev.bochner.experiments.deep.torch.Network.Learning;
import dev.bochner.experiments.deep.torch.TextBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Trains a network on the training reviews with the binary cross entropy, until {@value #PATIENCE} consecutive epochs
 * bring no gain on the validation reviews, or until the maximum number of epochs.
 *
 * <p><b>Determinism:</b> a function of its arguments on one machine.
 */
final class SentimentTraining implements AutoCloseable {
    private static final int PATIENCE = 5;
    private static final int BATCH = 64;

    private final Division reviews;
    private final Network network;
    private final int epochs;
    private final Random random;

    /**
     * A network before training.
     *
     * @param words from numbers of words to vectors
     * @param hidden outputs of the last but one layer
     */
    SentimentTraining(Division reviews, Block words, int hidden, Setting setting) {
        this.reviews = reviews;
        this.epochs = setting.effort().epochs();
        this.random = new Random(setting.seed());
        this.network = Network.of(
                new SentimentNetwork(words, setting.effort().states(), hidden),
                new Learning(setting.effort().learningRate(), setting.decay(), random.nextLong()),
                TextBatch.shapes());
    }

    /** Settings of the training. */
    record Setting(Extent.Effort effort, float decay, long seed) {}

    /**
     * Shares of correctly classified reviews.
     *
     * @param test that of the epoch with the best validation
     */
    record Accuracy(double validation, double test) {}

    /**
     * A completed epoch; the network does not change during the callback.
     *
     * @param loss mean over the epoch
     * @param validation accuracy on the validation reviews
     */
    record Epoch(int number, double loss, double validation) {}

    /** Trains until it ends. */
    Accuracy run(Consumer<Epoch> watch) {
        Accuracy best = new Accuracy(-1, Double.NaN);
        int idle = 0;
        for (int epoch = 1; epoch <= epochs && idle < PATIENCE; epoch++) {
            double loss = learn();
            double validation = accuracy(reviews.validation());
            watch.accept(new Epoch(epoch, loss, validation));
            idle++;
            if (validation > best.validation()) {
                best = new Accuracy(validation, accuracy(reviews.test()));
                idle = 0;
            }
        }
        return best;
    }

    private double learn() {
        List<Sample> order = new ArrayList<>(reviews.training());
        Collections.shuffle(order, random);
        double sum = 0;
        for (int from = 0; from < order.size(); from += BATCH) {
            List<Sample> batch = order.subList(from, Math.min(order.size(), from + BATCH));
            sum += batch.size()
                    * network.learn(words(batch)::inputs, (manager, outputs) -> loss(manager, outputs, batch));
        }
        return sum / order.size();
    }

    private static TextBatch words(List<Sample> batch) {
        return new TextBatch(batch.stream().map(Sample::words).toList());
    }

    /** Mean of log(1 + exp(z)) - y z, which does not overflow as it is written here. */
    private static NDArray loss(NDManager manager, NDList outputs, List<Sample> batch) {
        float[] wanted = new float[batch.size()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = batch.get(i).positive() ? 1 : 0;
        }
        NDArray z = outputs.get(1).reshape(wanted.length);
        NDArray y = manager.create(wanted, new Shape(wanted.length));
        NDArray softPlus = z.maximum(0).add(z.abs().neg().exp().add(1).log());
        return softPlus.sub(z.mul(y)).mean();
    }

    private double accuracy(List<Sample> samples) {
        double right = 0;
        List<float[]> scores = outputs(samples, 1);
        for (int i = 0; i < samples.size(); i++) {
            right += scores.get(i)[0] > 0 == samples.get(i).positive() ? 1 : 0;
        }
        return right / samples.size();
    }

    /** Outputs of the last hidden layer for each review. */
    List<float[]> representations(List<Sample> samples) {
        return outputs(samples, 0);
    }

    /** Score of each review. */
    double[] scores(List<Sample> samples) {
        return outputs(samples, 1).stream().mapToDouble(score -> score[0]).toArray();
    }

    private List<float[]> outputs(List<Sample> samples, int output) {
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < samples.size(); from += BATCH) {
            List<Sample> batch = samples.subList(from, Math.min(samples.size(), from + BATCH));
            float[] flat = network.evaluate(
                    words(batch)::inputs, outputs -> outputs.get(output).toFloatArray());
            int width = flat.length / batch.size();
            for (int i = 0; i < batch.size(); i++) {
                rows.add(Arrays.copyOfRange(flat, i * width, (i + 1) * width));
            }
        }
        return rows;
    }

    @Override
    public void close() {
        network.close();
    }
}
