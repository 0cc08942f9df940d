package dev.bochner.experiments.probe;

/**
 * Measures of the quality of predicted classes. Static functions of arrays of equal length, of class numbers from 0.
 *
 * <p>F1 of a class is the harmonic mean of precision and recall, 2 right / (predicted + actual). Its mean over the
 * classes (macro) may be above the accuracy, where rare classes are found better than common ones; pooled over the
 * classes (micro) it is the accuracy, as long as each row has one class and gets one.
 */
public final class Scores {
    private Scores() {}

    /** Share of correct predictions. */
    public static double accuracy(int[] actual, int[] predicted) {
        return 1 - disagreement(actual, predicted);
    }

    /** Share of predictions that differ. */
    public static double disagreement(int[] one, int[] other) {
        if (one.length != other.length) {
            throw new IllegalArgumentException("Predictions are " + one.length + " and " + other.length
                    + ", expected them to be of the same rows");
        }
        int differing = 0;
        for (int i = 0; i < one.length; i++) {
            differing += one[i] == other[i] ? 0 : 1;
        }
        return (double) differing / one.length;
    }

    /** Mean F1 of the classes that occur; F1 is 0 for a class without a correct prediction. */
    public static double macroF1(int[] actual, int[] predicted, int classes) {
        int[][] counts = counts(actual, predicted, classes);
        double sum = 0;
        int occurring = 0;
        for (int[] count : counts) {
            if (count[1] > 0) {
                sum += f1(count);
                occurring++;
            }
        }
        return sum / occurring;
    }

    /** Mean F1 of the classes, weighted by how often they occur. */
    public static double weightedF1(int[] actual, int[] predicted, int classes) {
        double sum = 0;
        for (int[] count : counts(actual, predicted, classes)) {
            sum += count[1] == 0 ? 0 : count[1] * f1(count);
        }
        return sum / actual.length;
    }

    private static double f1(int[] count) {
        return 2.0 * count[0] / (count[1] + count[2]);
    }

    /** For each class the numbers of correct, actual and predicted rows. */
    private static int[][] counts(int[] actual, int[] predicted, int classes) {
        int[][] counts = new int[classes][3];
        for (int i = 0; i < actual.length; i++) {
            counts[actual[i]][0] += actual[i] == predicted[i] ? 1 : 0;
            counts[actual[i]][1]++;
            counts[predicted[i]][2]++;
        }
        return counts;
    }
}
