package dev.bochner.experiments.deep.recommend;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.bochner.experiments.deep.torch.Network;
import dev.bochner.experiments.deep.torch.Network.Learning;
import dev.bochner.experiments.deep.torch.TextBatch;
import dev.bochner.experiments.item2vec.Corpus;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Embeddings of films by a bidirectional recurrent network over their words, as section 6 of the paper has it. The
 * paper does not state the training objective; ours is to predict which words a film has: the cross entropy of the
 * softmax over all words, mean over the words of the film. Adam with learning rate 1e-3 and weight decay 1e-4.
 */
final class TextTraining {
    private static final int BATCH = 64;
    private static final float LEARNING_RATE = 1e-3f;
    private static final float WEIGHT_DECAY = 1e-4f;

    private TextTraining() {}

    /**
     * Trains once.
     *
     * @return h [films][d]
     */
    static float[][] embeddings(Corpus texts, int d, int epochs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Learning learning = new Learning(LEARNING_RATE, WEIGHT_DECAY, random.nextLong());
        try (Network network = Network.of(new TextNetwork(texts.tokens(), d), learning, TextBatch.shapes())) {
            int[] order = new int[texts.sequences().size()];
            Arrays.setAll(order, film -> film);
            for (int epoch = 0; epoch < epochs; epoch++) {
                shuffle(order, random);
                for (int from = 0; from < order.length; from += BATCH) {
                    Batch batch =
                            new Batch(texts, Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH)));
                    network.learn(batch.words()::inputs, batch::loss);
                }
            }
            return embeddings(network, texts);
        }
    }

    private static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int film = order[i];
            order[i] = order[other];
            order[other] = film;
        }
    }

    private static float[][] embeddings(Network network, Corpus texts) {
        float[][] embeddings = new float[texts.sequences().size()][];
        for (int from = 0; from < embeddings.length; from += BATCH) {
            int size = Math.min(BATCH, embeddings.length - from);
            TextBatch words = new TextBatch(texts.sequences().subList(from, from + size));
            float[] flat =
                    network.evaluate(words::inputs, outputs -> outputs.get(0).toFloatArray());
            int d = flat.length / size;
            for (int i = 0; i < size; i++) {
                embeddings[from + i] = Arrays.copyOfRange(flat, i * d, (i + 1) * d);
            }
        }
        return embeddings;
    }

    /**
     * A batch of films.
     *
     * @param shares for each film and word, the share that the word has of the film's words
     */
    private record Batch(TextBatch words, int films, List<float[]> shares) {
        Batch(Corpus texts, int[] films) {
            this(
                    new TextBatch(Arrays.stream(films)
                            .mapToObj(texts.sequences()::get)
                            .toList()),
                    films.length,
                    Arrays.stream(films)
                            .mapToObj(film -> shares(texts.sequences().get(film), texts.tokens()))
                            .toList());
        }

        private static float[] shares(int[] text, int tokens) {
            float[] shares = new float[tokens];
            for (int word : text) {
                shares[word] += 1f / text.length;
            }
            return shares;
        }

        NDArray loss(NDManager manager, NDList outputs) {
            NDArray wanted = manager.create(shares.toArray(new float[0][]));
            return outputs.get(1).logSoftmax(1).mul(wanted).sum().div(-films);
        }
    }
}
