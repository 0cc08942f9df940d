package dev.bochner.experiments.item2vec;

import dev.bochner.experiments.item2vec.Schedule.Optimiser;
import java.util.Arrays;

/** An optimiser: changes the weights by the gradient of a batch, and resets the gradient to 0. */
interface Descent {
    /**
     * Makes a step.
     *
     * @param progress share of the epochs that are completed, 0 to 1
     */
    void step(double progress);

    /** The optimiser of a schedule, for one matrix of weights. */
    static Descent of(Schedule schedule, Weights weights) {
        return schedule.optimiser() == Optimiser.ADAM
                ? new Adam(schedule.learningRate(), weights)
                : new Sgd(schedule.learningRate(), weights);
    }

    /**
     * Adam with the usual constants, dense: every row moves at every step, by its momentum if the batch has not touched it.
     *
     * <p><b>Source:</b> Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015, section 2 with the
     * efficient order of computation.
     */
    final class Adam implements Descent {
        private static final float BETA_1 = 0.9f;
        private static final float BETA_2 = 0.999f;
        private static final float EPSILON = 1e-7f;

        private final double learningRate;
        private final Weights weights;
        private final float[] first;
        private final float[] second;
        private double power1 = 1;
        private double power2 = 1;

        Adam(double learningRate, Weights weights) {
            this.learningRate = learningRate;
            this.weights = weights;
            this.first = new float[weights.values().length];
            this.second = new float[first.length];
        }

        @Override
        public void step(double progress) {
            power1 *= BETA_1;
            power2 *= BETA_2;
            float rate = (float) (learningRate * Math.sqrt(1 - power2) / (1 - power1));
            float[] gradient = weights.gradient();
            move(weights.values(), gradient, rate);
            Arrays.fill(gradient, 0);
            weights.forgetTouched();
        }

        private void move(float[] w, float[] g, float rate) {
            for (int i = 0; i < w.length; i++) {
                first[i] = BETA_1 * first[i] + (1 - BETA_1) * g[i];
                second[i] = BETA_2 * second[i] + (1 - BETA_2) * g[i] * g[i];
                w[i] -= rate * first[i] / ((float) Math.sqrt(second[i]) + EPSILON);
            }
        }
    }

    /** Stochastic gradient descent as Word2vec has it: the rate falls linearly to a ten-thousandth. */
    final class Sgd implements Descent {
        private static final double LEAST = 1e-4;

        private final double learningRate;
        private final Weights weights;
        private final int d;

        Sgd(double learningRate, Weights weights) {
            this.learningRate = learningRate;
            this.weights = weights;
            this.d = weights.d();
        }

        @Override
        public void step(double progress) {
            float rate = (float) (learningRate * Math.max(LEAST, 1 - progress));
            float[] w = weights.values();
            float[] g = weights.gradient();
            for (int t = 0; t < weights.touchedCount(); t++) {
                int from = weights.touched(t) * d;
                for (int j = from; j < from + d; j++) {
                    w[j] -= rate * g[j];
                    g[j] = 0;
                }
            }
            weights.forgetTouched();
        }
    }
}
