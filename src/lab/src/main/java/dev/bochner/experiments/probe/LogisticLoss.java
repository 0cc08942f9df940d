package dev.bochner.experiments.probe;

import java.util.Arrays;

/**
 * The loss of a multinomial logistic regression: mean over the rows of minus the log probability of a row's class, plus
 * penalty / 2 times the sum of squared weights; intercepts are not penalised.
 *
 * <p><b>Shapes:</b> rows [n][p]; the variables are [classes][p + 1], a class's weights and then its intercept.
 */
final class LogisticLoss implements Lbfgs.Objective {
    private final double[][] rows;
    private final double[][] columns;
    private final int[] labels;
    private final int classes;
    private final double penalty;

    /** @param labels from 0 to below classes, one for each row */
    LogisticLoss(double[][] rows, int[] labels, int classes, double penalty) {
        this.rows = rows;
        this.columns = transposed(rows);
        this.labels = labels;
        this.classes = classes;
        this.penalty = penalty;
    }

    private static double[][] transposed(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }

    /** Number of variables. */
    int size() {
        return classes * (columns.length + 1);
    }

    @Override
    public double at(double[] x, double[] gradient) {
        double[][] scores = scores(x);
        double loss = 0;
        for (int i = 0; i < rows.length; i++) {
            loss += toResiduals(scores, i);
        }
        Arrays.fill(gradient, 0);
        int p = columns.length;
        double squares = 0;
        for (int k = 0; k < classes; k++) {
            int from = k * (p + 1);
            for (int i = 0; i < rows.length; i++) {
                add(scores[k][i] / rows.length, rows[i], gradient, from);
                gradient[from + p] += scores[k][i] / rows.length;
            }
            for (int j = from; j < from + p; j++) {
                squares += x[j] * x[j];
                gradient[j] += penalty * x[j];
            }
        }
        return loss / rows.length + penalty / 2 * squares;
    }

    /** The score of each class for each row, [classes][n]. */
    private double[][] scores(double[] x) {
        int p = columns.length;
        double[][] scores = new double[classes][rows.length];
        for (int k = 0; k < classes; k++) {
            Arrays.fill(scores[k], x[k * (p + 1) + p]);
            for (int j = 0; j < p; j++) {
                add(x[k * (p + 1) + j], columns[j], scores[k], 0);
            }
        }
        return scores;
    }

    /** Adds a multiple of a vector to a part of another: a loop that the compiler vectorises. */
    private static void add(double factor, double[] vector, double[] to, int from) {
        for (int j = 0; j < vector.length; j++) {
            to[from + j] += factor * vector[j];
        }
    }

    /** Replaces the scores of a row by the predicted probabilities minus the true ones, and returns the row's loss. */
    private double toResiduals(double[][] scores, int i) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double[] score : scores) {
            greatest = Math.max(greatest, score[i]);
        }
        double own = scores[labels[i]][i] - greatest;
        double sum = 0;
        for (double[] score : scores) {
            score[i] = Math.exp(score[i] - greatest);
            sum += score[i];
        }
        for (double[] score : scores) {
            score[i] /= sum;
        }
        scores[labels[i]][i] -= 1;
        return Math.log(sum) - own;
    }
}
