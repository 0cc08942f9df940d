package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.probe.LogisticRegression;
import dev.bochner.experiments.probe.Neighbours;
import java.util.Arrays;

/** A downstream model that can be fitted to vectors and classes. */
interface Learner {
    /** Number of nearest neighbours that vote. */
    int NEAREST = 10;

    /**
     * Fits.
     *
     * @param labels from 0 to below classes
     */
    Learnt fit(double[][] rows, int[] labels, int classes);

    /** A model that has been fitted. */
    interface Learnt {
        int[] classesOf(double[][] rows);
    }

    /**
     * Logistic regression on vectors times the factor that makes the total variance of the fitted ones 1.
     *
     * @param penalty see {@link LogisticRegression#fit}
     */
    static Learner logistic(double penalty) {
        return (rows, labels, classes) -> logistic(rows, labels, classes, new Settings(factor(rows), penalty));
    }

    /** Logistic regression with scikit-learn's default settings: C = 1, vectors not scaled. */
    static Learner scikitLearn() {
        return (rows, labels, classes) -> logistic(rows, labels, classes, new Settings(1, 1.0 / rows.length));
    }

    /** Settings of a logistic regression: the factor that vectors are multiplied by, and the penalty. */
    record Settings(double factor, double penalty) {}

    private static Learnt logistic(double[][] rows, int[] labels, int classes, Settings settings) {
        double[] mean = mean(rows);
        LogisticRegression model =
                LogisticRegression.fit(moved(rows, mean, settings.factor()), labels, classes, settings.penalty());
        return later -> model.classesOf(moved(later, mean, settings.factor()));
    }

    /** The {@value #NEAREST} nearest neighbours by cosine, one vote each. */
    static Learner nearest() {
        return (rows, labels, classes) -> {
            Neighbours neighbours = Neighbours.of(Representations.unit(rows), labels, classes);
            return later -> neighbours.nearest(Representations.unit(later), NEAREST);
        };
    }

    /** The Nadaraya-Watson estimator with the kernel e^(s cosine); the paper's kernel has s = 1. */
    static Learner weighted(double s) {
        return (rows, labels, classes) -> {
            Neighbours neighbours = Neighbours.of(Representations.unit(rows), labels, classes);
            return later -> neighbours.weighted(Representations.unit(later), s);
        };
    }

    /**
     * Another learner, applied to the h-vector of section 4.3 of the paper: the values of e^cosine with every fitted
     * film.
     */
    static Learner onKernel(Learner other) {
        return (rows, labels, classes) -> {
            double[][] unit = Representations.unit(rows);
            Learnt model = other.fit(kernel(unit, unit), labels, classes);
            return later -> model.classesOf(kernel(Representations.unit(later), unit));
        };
    }

    private static double[][] kernel(double[][] rows, double[][] fitted) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(fitted)
                        .mapToDouble(each -> Math.exp(Representations.dot(row, each)))
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double factor(double[][] rows) {
        double sum = 0;
        for (double[] row : Representations.centred(rows)) {
            sum += Representations.dot(row, row);
        }
        return 1 / Math.sqrt(sum / rows.length);
    }

    private static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / rows.length;
            }
        }
        return mean;
    }

    /**
     * Subtracts the mean, which changes no prediction and makes the optimiser converge sooner, and multiplies by a
     * factor.
     */
    private static double[][] moved(double[][] rows, double[] mean, double factor) {
        double[][] moved = new double[rows.length][mean.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                moved[i][j] = factor * (rows[i][j] - mean[j]);
            }
        }
        return moved;
    }
}
