package dev.bochner.experiments.probe;

import java.util.stream.IntStream;

/**
 * Classifiers without training: labelled rows vote for the class of a query, weighted by their similarity to it.
 *
 * <p><b>Shapes:</b> rows [n][p]; only inner products of rows are used.
 */
public final class Neighbours {
    private final double[][] rows;
    private final int[] labels;
    private final int classes;

    private Neighbours(double[][] rows, int[] labels, int classes) {
        this.rows = rows;
        this.labels = labels;
        this.classes = classes;
    }

    /** A classifier of labelled rows, which are not copied. */
    public static Neighbours of(double[][] rows, int[] labels, int classes) {
        return new Neighbours(rows, labels, classes);
    }

    /**
     * The k rows of the greatest inner products vote, one vote each.
     *
     * @return the class of each query; the first of several classes with equal votes
     */
    public int[] nearest(double[][] queries, int k) {
        return IntStream.range(0, queries.length)
                .map(query -> nearest(queries[query], k))
                .toArray();
    }

    /**
     * Nadaraya and Watson: every row votes with e^(s times the inner product), for unit vectors the Gaussian kernel
     * of bandwidth 1/sqrt(s).
     *
     * @return the class of each query; the first of several classes with equal votes
     */
    public int[] weighted(double[][] queries, double s) {
        return IntStream.range(0, queries.length)
                .map(query -> weighted(queries[query], s))
                .toArray();
    }

    private int nearest(double[] query, int k) {
        double[] products = products(query);
        double[] votes = new double[classes];
        IntStream.range(0, rows.length)
                .boxed()
                .sorted((a, b) -> products[a] == products[b] ? a - b : Double.compare(products[b], products[a]))
                .limit(k)
                .forEach(row -> votes[labels[row]]++);
        return greatest(votes);
    }

    private int weighted(double[] query, double s) {
        double[] products = products(query);
        double[] votes = new double[classes];
        for (int row = 0; row < products.length; row++) {
            votes[labels[row]] += Math.exp(s * products[row]);
        }
        return greatest(votes);
    }

    private double[] products(double[] query) {
        double[] products = new double[rows.length];
        for (int row = 0; row < products.length; row++) {
            double sum = 0;
            for (int j = 0; j < query.length; j++) {
                sum += rows[row][j] * query[j];
            }
            products[row] = sum;
        }
        return products;
    }

    private static int greatest(double[] votes) {
        int best = 0;
        for (int label = 1; label < votes.length; label++) {
            best = votes[label] > votes[best] ? label : best;
        }
        return best;
    }
}
