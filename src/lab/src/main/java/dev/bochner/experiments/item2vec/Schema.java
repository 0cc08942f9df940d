package dev.bochner.experiments.item2vec;

/**
 * The paper's training schema, the quadruplet (#ws, #ns, d, lambda).
 *
 * @param window how many neighbours on each side of a token are its positive pairs, as Word2vec counts them
 * @param negatives outputs drawn for each positive pair
 * @param d length of an embedding
 * @param weightDecay lambda: each pair's loss has lambda / 2 times the squared norms of all vectors in it added. So a
 *     vector decays as often as it is learnt from; added once for each batch instead, and for all rows, 1e-4 would be as
 *     large as what the data say of a film with a ten-thousandth of the pairs: this was computed, not run.
 */
public record Schema(int window, int negatives, int d, double weightDecay) {
    /** The paper's for MovieLens: windows 3, negatives 3, weight decay 1e-4. */
    public static final Schema PAPER = new Schema(3, 3, 32, 1e-4);

    public Schema {
        if (window < 1 || negatives < 1 || d < 1) {
            throw new IllegalArgumentException("Window, negatives and d are " + window + ", " + negatives + " and " + d
                    + ", expected 1 or more each");
        }
        if (!(weightDecay >= 0)) {
            throw new IllegalArgumentException("Weight decay is " + weightDecay + ", expected 0 or more");
        }
    }

    /** The same with embeddings of another length. */
    public Schema withD(int other) {
        return new Schema(window, negatives, other, weightDecay);
    }
}
