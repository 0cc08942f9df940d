package dev.bochner.experiments.item2vec;

import java.util.List;

/**
 * Sequences of tokens: films that users saw, words of texts. A token is a number from 0 to below {@link #tokens}.
 *
 * <p>A class and not a record: it holds arrays.
 */
public final class Corpus {
    private final List<int[]> sequences;
    private final int tokens;

    private Corpus(List<int[]> sequences, int tokens) {
        this.sequences = List.copyOf(sequences);
        this.tokens = tokens;
    }

    /**
     * A corpus of sequences, which must not be changed afterwards.
     *
     * @throws IllegalArgumentException if a token is not from 0 to below {@code tokens}
     */
    public static Corpus of(List<int[]> sequences, int tokens) {
        for (int[] sequence : sequences) {
            for (int token : sequence) {
                if (token < 0 || token >= tokens) {
                    throw new IllegalArgumentException("Token is " + token + ", expected 0 to below " + tokens);
                }
            }
        }
        return new Corpus(sequences, tokens);
    }

    /** Size of the vocabulary. */
    public int tokens() {
        return tokens;
    }

    /** The sequences, which must not be changed. */
    public List<int[]> sequences() {
        return sequences;
    }

    /** How often each token occurs [tokens]. */
    long[] counts() {
        long[] counts = new long[tokens];
        for (int[] sequence : sequences) {
            for (int token : sequence) {
                counts[token]++;
            }
        }
        return counts;
    }
}
