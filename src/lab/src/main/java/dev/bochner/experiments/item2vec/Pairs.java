package dev.bochner.experiments.item2vec;

import java.util.Arrays;

/**
 * What a skip-gram model is trained on: pairs of an input, whose vector is the embedding, and an output that it should
 * predict.
 *
 * <p>Two pairs in a row (numbers 2k and 2k + 1) are the two directions of one neighbourhood, so that both can be held
 * out together.
 */
final class Pairs {
    private final int[] inputs;
    private final int[] outputs;
    private final int inputCount;
    private final long[] outputCounts;

    private Pairs(PairBuffer room, int inputCount, long[] outputCounts) {
        this.inputs = Arrays.copyOf(room.inputs, room.size);
        this.outputs = Arrays.copyOf(room.outputs, room.size);
        this.inputCount = inputCount;
        this.outputCounts = outputCounts;
    }

    /** Tokens and each of the up to {@code window} tokens before and after them. */
    static Pairs ofWindows(Corpus corpus, int window) {
        PairBuffer room = new PairBuffer();
        for (int[] sequence : corpus.sequences()) {
            for (int i = 0; i < sequence.length; i++) {
                for (int j = i + 1; j < sequence.length && j <= i + window; j++) {
                    room.add(sequence[i], sequence[j]);
                    room.add(sequence[j], sequence[i]);
                }
            }
        }
        return new Pairs(room, corpus.tokens(), corpus.counts());
    }

    /** Sequences, by their numbers, and each of their tokens: the distributed bag of words of paragraph vectors. */
    static Pairs ofDocuments(Corpus corpus) {
        PairBuffer room = new PairBuffer();
        for (int document = 0; document < corpus.sequences().size(); document++) {
            for (int token : corpus.sequences().get(document)) {
                room.add(document, token);
            }
        }
        return new Pairs(room, corpus.sequences().size(), corpus.counts());
    }

    int size() {
        return inputs.length;
    }

    int input(int pair) {
        return inputs[pair];
    }

    int output(int pair) {
        return outputs[pair];
    }

    /** Number of different inputs, which is the number of rows of the embeddings. */
    int inputCount() {
        return inputCount;
    }

    /** How often each output occurs in the corpus; must not be changed. */
    long[] outputCounts() {
        return outputCounts;
    }

    /** A growing buffer of pairs. */
    private static final class PairBuffer {
        private int[] inputs = new int[1 << 10];
        private int[] outputs = new int[1 << 10];
        private int size;

        void add(int input, int output) {
            if (size == inputs.length) {
                inputs = Arrays.copyOf(inputs, 2 * size);
                outputs = Arrays.copyOf(outputs, 2 * size);
            }
            inputs[size] = input;
            outputs[size] = output;
            size++;
        }
    }
}
