package dev.bochner.experiments.item2vec;

import java.util.Arrays;

/**
 * Skip-gram with negative sampling: the score of an output for an input is the inner product of their vectors, and the
 * loss of a pair is -log s(score of the output) - sum over its negatives of log s(-score), s the sigmoid function.
 *
 * <p><b>Source:</b> Mikolov et al., "Distributed representations of words and phrases and their compositionality", 2013.
 */
final class Model {
    private final Weights inputs;
    private final Weights outputs;
    private final int d;
    private final float decay;
    private final float[] towards;

    Model(Weights inputs, Weights outputs, Schema schema) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.d = schema.d();
        this.decay = (float) schema.weightDecay();
        this.towards = new float[d];
    }

    Weights inputs() {
        return inputs;
    }

    Weights outputs() {
        return outputs;
    }

    /**
     * Loss of a pair, without the decay.
     *
     * @param targets the output and then its negatives
     */
    double loss(int input, int[] targets) {
        double loss = 0;
        for (int t = 0; t < targets.length; t++) {
            double score = score(input, targets[t]);
            loss += Math.max(0, t == 0 ? -score : score) + Math.log1p(Math.exp(-Math.abs(score)));
        }
        return loss;
    }

    /**
     * Adds the gradient of a pair's loss with the decay, times a factor, to that of the batch.
     *
     * @return the loss without the decay
     */
    double learn(int input, int[] targets, float factor) {
        Arrays.fill(towards, 0);
        double linear = 0;
        double product = 1;
        for (int t = 0; t < targets.length; t++) {
            double score = score(input, targets[t]);
            double e = Math.exp(-Math.abs(score));
            linear += Math.max(0, t == 0 ? -score : score);
            product *= 1 + e;
            double probability = (score >= 0 ? 1 : e) / (1 + e);
            gather((float) (factor * (t == 0 ? probability - 1 : probability)), factor * decay, input, targets[t]);
        }
        finish(factor * decay, input);
        // One logarithm of the product instead of one for each factor: it is at most 2 to the number of targets.
        return linear + Math.log(product);
    }

    private void gather(float slope, float shrink, int input, int target) {
        float[] x = inputs.values();
        float[] y = outputs.values();
        float[] g = outputs.gradient();
        int from = input * d;
        int to = target * d;
        for (int j = 0; j < d; j++) {
            towards[j] += slope * y[to + j];
        }
        for (int j = 0; j < d; j++) {
            g[to + j] += slope * x[from + j] + shrink * y[to + j];
        }
        outputs.touch(target);
    }

    private void finish(float shrink, int input) {
        float[] x = inputs.values();
        float[] g = inputs.gradient();
        int from = input * d;
        for (int j = 0; j < d; j++) {
            g[from + j] += towards[j] + shrink * x[from + j];
        }
        inputs.touch(input);
    }

    /** Adds up four partial sums, which the processor can compute in parallel. */
    private double score(int input, int target) {
        float[] x = inputs.values();
        float[] y = outputs.values();
        int from = input * d;
        int to = target * d;
        float a = 0;
        float b = 0;
        float c = 0;
        float e = 0;
        int j = 0;
        for (; j + 3 < d; j += 4) {
            a += x[from + j] * y[to + j];
            b += x[from + j + 1] * y[to + j + 1];
            c += x[from + j + 2] * y[to + j + 2];
            e += x[from + j + 3] * y[to + j + 3];
        }
        for (; j < d; j++) {
            a += x[from + j] * y[to + j];
        }
        return (a + b) + (c + e);
    }
}
