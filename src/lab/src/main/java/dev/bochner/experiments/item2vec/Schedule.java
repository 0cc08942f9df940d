package dev.bochner.experiments.item2vec;

/**
 * How the loss is minimised, and when training ends.
 *
 * @param optimiser the method
 * @param learningRate learning rate; for SGD the initial one
 * @param batch number of pairs in a step
 * @param epochs maximum number of epochs
 * @param leastGain an epoch counts as progress if the loss of the held-out pairs falls by more than this below the
 *     least so far
 * @param patience number of consecutive epochs without progress after which training ends; more than {@code epochs}
 *     for no early stopping
 */
public record Schedule(
        Optimiser optimiser, double learningRate, int batch, int epochs, double leastGain, int patience) {
    /**
     * The paper's schedule: Adam, learning rate 1e-3, early stopping after three epochs that gain less than 1e-4. The
     * paper does not state its batch size.
     */
    public static final Schedule PAPER = new Schedule(Optimiser.ADAM, 1e-3, 512, 100, 1e-4, 3);

    /**
     * Word2vec's schedule, which the paper uses for the words of IMDB: one pair a step, learning rate 0.025 falling
     * to 0, no early stopping.
     */
    public static final Schedule WORD2VEC = new Schedule(Optimiser.SGD, 0.025, 1, 30, 0, Integer.MAX_VALUE);

    /** The method of minimisation. */
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
