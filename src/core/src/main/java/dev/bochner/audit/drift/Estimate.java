package dev.bochner.audit.drift;

/**
 * A figure out of a sample.
 *
 * @param halfWidth half of its 95 % interval
 */
record Estimate(double value, double halfWidth) {
    private static final double NORMAL_95 = 1.96;

    /** Mean of independent values, one per item, and 1.96 standard errors; of one value the width is unknown, 0. */
    static Estimate meanOf(double[] values) {
        return new Estimate(mean(values), NORMAL_95 * standardError(values));
    }

    /**
     * Root of the mean of squares, which are given as the mean over all pairs that an item is in. The mean over pairs is
     * a U-statistic of order two, so that its standard error is twice that of the items' means; a root halves it, over
     * the root's value.
     */
    static Estimate rootOfPairs(double[] squaresOfItems) {
        double root = Math.sqrt(mean(squaresOfItems));
        return new Estimate(root, root == 0.0 ? 0.0 : NORMAL_95 * standardError(squaresOfItems) / root);
    }

    /** Sum of some over the sum of others, which is not 0, one of each per item; its variance by linearisation. */
    static Estimate ratioOf(double[] some, double[] others) {
        double ratio = mean(some) / mean(others);
        double[] influences = new double[some.length];
        for (int i = 0; i < influences.length; i++) {
            influences[i] = (some[i] - ratio * others[i]) / mean(others);
        }
        return new Estimate(ratio, NORMAL_95 * standardError(influences));
    }

    static double mean(double[] values) {
        double sum = 0.0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double standardError(double[] values) {
        if (values.length < 2) {
            return 0.0;
        }
        double mean = mean(values);
        double squares = 0.0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1.0) / values.length);
    }
}
