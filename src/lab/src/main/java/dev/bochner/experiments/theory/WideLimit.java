package dev.bochner.experiments.theory;

/**
 * The output of {@link OneLayerNetwork} with the identity as activation, when the width goes to infinity: a function of the
 * samples alone.
 *
 * <p>Every neuron is a linear map of its own start: theta = C1 theta0 + C2.w0, w = C3 theta0 + C4 w0, with theta0 and w0
 * standard normal. <b>Shapes:</b> C1 a number, C2 and C3 [d0], C4 [d0][d0].
 */
final class WideLimit {
    /** A formula for the limit. */
    enum Formula {
        /**
         * The formula that follows from gradient descent: E[theta w] = C1 C3 + C4 C2, and a step against the
         * gradient.
         */
        DERIVED,
        /** The products of Proposition 2, C1 C2 + C3 C4, with a step against the gradient. */
        SIGN_MENDED,
        /** Proposition 2 as printed: those products, and a step with a plus sign. */
        PRINTED
    }

    private final Formula formula;
    private double c1 = 1;
    private final double[] c2;
    private final double[] c3;
    private final double[][] c4;

    private WideLimit(Formula formula, int d0) {
        this.formula = formula;
        this.c2 = new double[d0];
        this.c3 = new double[d0];
        this.c4 = new double[d0][d0];
        for (int j = 0; j < d0; j++) {
            c4[j][j] = 1;
        }
    }

    /** The limit before training. */
    static WideLimit of(Formula formula, int d0) {
        return new WideLimit(formula, d0);
    }

    /** g(x). */
    double output(double[] x) {
        double[] c4x = transposedTimes(x);
        return formula == Formula.DERIVED
                ? c1 * RandomStreams.dot(c3, x) + RandomStreams.dot(c2, c4x)
                : c1 * RandomStreams.dot(c2, x) + RandomStreams.dot(c3, times(x));
    }

    /** One step on one sample. */
    void step(double[] x, double y) {
        double slope = Samples.lossSlope(output(x), y);
        double rate = formula == Formula.PRINTED ? slope : -slope;
        double[] c4x = transposedTimes(x);
        double c3x = RandomStreams.dot(c3, x);
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                c4[i][j] += rate * x[i] * c2[j];
            }
        }
        for (int j = 0; j < x.length; j++) {
            c2[j] += rate * c4x[j];
            c3[j] += rate * x[j] * c1;
        }
        c1 += rate * c3x;
    }

    /** C4' x: what w.x is made of in terms of w0. */
    private double[] transposedTimes(double[] x) {
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x.length; j++) {
                product[j] += c4[i][j] * x[i];
            }
        }
        return product;
    }

    /** C4 x. */
    private double[] times(double[] x) {
        double[] product = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            product[i] = RandomStreams.dot(c4[i], x);
        }
        return product;
    }
}
