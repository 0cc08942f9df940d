package dev.bochner.experiments.theory;

import java.util.SplittableRandom;

/**
 * Two classes on the unit sphere, h = (y s e_1 + z) / |y s e_1 + z| with z ~ N(0, I/d), and the Nadaraya-Watson estimator with
 * the kernel exp(-|h - h'|^2).
 *
 * @param d dimension
 * @param separation s, 0 for classes that are alike
 * @param commonest probability of label 1, from 1/2
 */
record Clusters(int d, double separation, double commonest) {
    /**
     * Results of one sample.
     *
     * @param risk share of new points that the estimator misclassifies
     * @param alignment mean over the pairs of the sample of the kernel if the labels agree, else 0
     * @param opposition mean over the pairs of the kernel if the labels differ, else 0
     */
    record Outcome(double risk, double alignment, double opposition) {
        double lemmaBound(double delta) {
            return 1 - Math.sqrt(delta) * alignment;
        }

        double signedBound() {
            return 1 - (alignment - opposition);
        }
    }

    /** Fits on n points and classes as many new ones. */
    Outcome outcome(int n, SplittableRandom random) {
        double[] labels = new double[n];
        double[][] h = new double[n][];
        for (int i = 0; i < n; i++) {
            labels[i] = label(random);
            h[i] = point(labels[i], random);
        }
        double wrong = 0;
        for (int i = 0; i < n; i++) {
            double y = label(random);
            wrong += y * estimate(point(y, random), h, labels) < 0 ? 1 : 0;
        }
        double pairs = n * (n - 1.0) / 2;
        double aligned = 0;
        double opposed = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double kernel = kernel(h[i], h[j]);
                aligned += labels[i] == labels[j] ? kernel : 0;
                opposed += labels[i] == labels[j] ? 0 : kernel;
            }
        }
        return new Outcome(wrong / n, aligned / pairs, opposed / pairs);
    }

    private double label(SplittableRandom random) {
        return random.nextDouble() < commonest ? 1 : -1;
    }

    private double[] point(double y, SplittableRandom random) {
        double[] h = RandomStreams.gaussian(random, d, 1 / Math.sqrt(d));
        h[0] += y * separation;
        double norm = Math.sqrt(RandomStreams.dot(h, h));
        for (int j = 0; j < d; j++) {
            h[j] /= norm;
        }
        return h;
    }

    private static double estimate(double[] x, double[][] h, double[] labels) {
        double sum = 0;
        for (int i = 0; i < h.length; i++) {
            sum += labels[i] * kernel(x, h[i]);
        }
        return sum;
    }

    /** The kernel of two unit vectors. */
    private static double kernel(double[] a, double[] b) {
        return Math.exp(2 * RandomStreams.dot(a, b) - 2);
    }
}
