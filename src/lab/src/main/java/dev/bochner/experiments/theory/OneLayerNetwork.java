package dev.bochner.experiments.theory;

import java.util.SplittableRandom;

/**
 * The paper's one-layer network, g(x) = Theta sigma(W x) with a single output, trained by gradient descent with
 * learning rate 1 on one sample at a time.
 *
 * <p><b>Shapes:</b> x [d0], W [d][d0], Theta [d]. Initial weights are drawn from N(0, 1/d).
 *
 * <p><b>Source:</b> the paper, sections 3 and 4.2.
 */
final class OneLayerNetwork {
    private final Activation activation;
    private final double[] theta;
    private final double[][] w;

    private OneLayerNetwork(Activation activation, double[] theta, double[][] w) {
        this.activation = activation;
        this.theta = theta;
        this.w = w;
    }

    /** A network before training, with random weights. */
    static OneLayerNetwork drawn(Activation activation, int width, int d0, SplittableRandom random) {
        double sd = 1 / Math.sqrt(width);
        double[] theta = RandomStreams.gaussian(random, width, sd);
        double[][] w = new double[width][];
        for (int i = 0; i < width; i++) {
            w[i] = RandomStreams.gaussian(random, d0, sd);
        }
        return new OneLayerNetwork(activation, theta, w);
    }

    /** h(x) = sigma(W x) [d]. */
    double[] hidden(double[] x) {
        double[] h = new double[w.length];
        for (int i = 0; i < h.length; i++) {
            h[i] = activation.of(RandomStreams.dot(w[i], x));
        }
        return h;
    }

    /** g(x). */
    double output(double[] x) {
        return RandomStreams.dot(theta, hidden(x));
    }

    /** One step on one sample; both layers move by the gradients at the weights before it. */
    void step(double[] x, double y) {
        double[] u = new double[w.length];
        double g = 0;
        for (int i = 0; i < u.length; i++) {
            u[i] = RandomStreams.dot(w[i], x);
            g += theta[i] * activation.of(u[i]);
        }
        double slope = Samples.lossSlope(g, y);
        for (int i = 0; i < u.length; i++) {
            double back = slope * theta[i] * activation.slope(u[i]);
            theta[i] -= slope * activation.of(u[i]);
            for (int j = 0; j < x.length; j++) {
                w[i][j] -= back * x[j];
            }
        }
    }
}
