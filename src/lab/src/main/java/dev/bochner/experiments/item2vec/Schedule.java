package dev.bochner.experiments.item2vec;

/**
 * How a loss is made smaller, and until when.
 *
 * @param optimiser what is done with the gradient of a batch
 * @param learningRate of the optimiser; of SGD the first one
 * @param batch pairs of a step
 * @param epochs at most
 * @param leastGain an epoch counts as progress if the loss of the held-out pairs falls by more than this below the least so
 *     far
 * @param patience epochs in a row without progress after which it ends; more than {@code epochs} for never
 */
public record Schedule(
        Optimiser optimiser, double learningRate, int batch, int epochs, double leastGain, int patience) {
    /**
     * The paper's: Adam, learning rate 1e-3, ends after three epochs that gain less than 1e-4. It does not tell its batch.
     */
    public static final Schedule PAPER = new Schedule(Optimiser.ADAM, 1e-3, 512, 100, 1e-4, 3);

    /** Word2vec's own: a pair at a time, learning rate 0.025 falling to 0, no early end; the paper's for words of IMDB. */
    public static final Schedule WORD2VEC = new Schedule(Optimiser.SGD, 0.025, 1, 30, 0, Integer.MAX_VALUE);

    /** What is done with the gradient of a batch. */
    public enum Optimiser {
        /** Adam (Kingma and Ba 2015) of all rows at every step, also of those that the batch has not touched. */
        ADAM,
        /** Plain steps of the rows that the batch has touched; the learning rate falls linearly, to nearly 0. */
        SGD
    }

    public Schedule {
        if (!(learningRate > 0) || batch < 1 || epochs < 0 || patience < 1) {
            throw new IllegalArgumentException("Learning rate, batch, epochs and patience are " + learningRate + ", "
                    + batch + ", " + epochs + " and " + patience + ", expected them to be positive");
        }
    }

    /** The same, for exactly this many epochs. */
    public Schedule exactly(int number) {
        return new Schedule(optimiser, learningRate, batch, number, leastGain, Integer.MAX_VALUE);
    }

    /** The same, for at most this many epochs. */
    public Schedule atMost(int number) {
        return new Schedule(optimiser, learningRate, batch, number, leastGain, patience);
    }
}
