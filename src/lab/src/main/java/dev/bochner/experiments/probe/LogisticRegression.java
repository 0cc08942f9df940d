package dev.bochner.experiments.probe;

/**
 * Multinomial logistic regression with an L2 penalty, fitted by {@link Lbfgs} from weights of 0, so that a fit
 * depends on its rows only.
 *
 * <p>Not MLlib's, which starts a Spark job for every iteration; a test holds this one against it.
 *
 * <p><b>Shapes:</b> rows [n][p].
 */
public final class LogisticRegression {
    private final double[] weights;
    private final int classes;

    private LogisticRegression(double[] weights, int classes) {
        this.weights = weights;
        this.classes = classes;
    }

    /**
     * Fits a model.
     *
     * @param labels from 0 to below classes, one for each row
     * @param penalty lambda of the loss: mean log loss + lambda / 2 times the squared coefficients; 1 / (n C) in the
     *     terms of scikit-learn
     */
    public static LogisticRegression fit(double[][] rows, int[] labels, int classes, double penalty) {
        LogisticLoss loss = new LogisticLoss(rows, labels, classes, penalty);
        return new LogisticRegression(Lbfgs.minimise(loss, new double[loss.size()]), classes);
    }

    /** The most probable class of a row [p]; the first of several equally probable ones. */
    public int classOf(double[] row) {
        int length = row.length + 1;
        int best = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < classes; label++) {
            double score = weights[label * length + row.length];
            for (int j = 0; j < row.length; j++) {
                score += weights[label * length + j] * row[j];
            }
            if (score > greatest) {
                best = label;
                greatest = score;
            }
        }
        return best;
    }

    /** The most probable class of each row. */
    public int[] classesOf(double[][] rows) {
        int[] found = new int[rows.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = classOf(rows[i]);
        }
        return found;
    }
}
