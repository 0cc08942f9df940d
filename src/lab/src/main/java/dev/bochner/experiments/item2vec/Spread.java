package dev.bochner.experiments.item2vec;

import java.util.List;

/**
 * Variance of the same numbers between several trainings.
 *
 * <p><b>Shapes:</b> variances [items][d], over n - 1 of the trainings.
 */
final class Spread {
    private final double[][] variances;
    private final double meanSquare;

    private Spread(double[][] variances, double meanSquare) {
        this.variances = variances;
        this.meanSquare = meanSquare;
    }

    /** The variance between two or more trainings. */
    static Spread of(List<double[][]> trainings) {
        double[][] mean = Representations.mean(trainings);
        double[][] variances = new double[mean.length][mean[0].length];
        double squares = 0;
        for (double[][] rows : trainings) {
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < rows[i].length; j++) {
                    double off = rows[i][j] - mean[i][j];
                    variances[i][j] += off * off / (trainings.size() - 1);
                    squares += rows[i][j] * rows[i][j];
                }
            }
        }
        return new Spread(variances, squares / (trainings.size() * (double) mean.length * mean[0].length));
    }

    /** Variances of one item [d]; not a copy. */
    double[] ofItem(int item) {
        return variances[item];
    }

    /** All variances, item by item. */
    double[] all() {
        double[] all = new double[variances.length * variances[0].length];
        for (int i = 0; i < variances.length; i++) {
            System.arraycopy(variances[i], 0, all, i * variances[i].length, variances[i].length);
        }
        return all;
    }

    /** Mean variance. */
    double mean() {
        double sum = 0;
        for (double variance : all()) {
            sum += variance;
        }
        return sum / (variances.length * (double) variances[0].length);
    }

    /** Mean variance over the mean square: about 1 if the trainings have nothing in common, 0 if they are equal. */
    double share() {
        return mean() / meanSquare;
    }
}
