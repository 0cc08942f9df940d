package dev.bochner.experiments.theory;

import java.util.SplittableRandom;

/** Points x [n][d0] of the unit sphere and labels y of -1 or 1, the sides of a plane. */
final class Samples {
    private final double[][] x;
    private final double[] y;

    private Samples(double[][] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    static Samples drawn(SplittableRandom random, int n, int d0) {
        double[] normal = RandomStreams.unit(random, d0);
        double[][] x = new double[n][];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = RandomStreams.unit(random, d0);
            y[i] = Math.signum(RandomStreams.dot(normal, x[i]));
        }
        return new Samples(x, y);
    }

    int size() {
        return x.length;
    }

    /** Length d0 of a point. */
    int dimension() {
        return x[0].length;
    }

    /** Not a copy. */
    double[] x(int i) {
        return x[i];
    }

    double y(int i) {
        return y[i];
    }

    /** Derivative of the logistic loss log(1 + exp(-y g)) by g; the loss is 1-Lipschitz, as the paper asks. */
    static double lossSlope(double g, double y) {
        return -y / (1 + Math.exp(y * g));
    }
}
