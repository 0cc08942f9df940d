package dev.bochner.experiments.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Independent trainings of one network on the same samples, observed at a few points x.
 *
 * @param samples the training samples
 * @param points the observed points [points][d0]
 * @param runs number of trainings
 * @param seed seed of the experiment
 */
record Trainings(Samples samples, Samples points, int runs, long seed) {
    private static final long START = 1;
    private static final long ORDER = 2;

    /** Order in which a training visits the samples. */
    enum Order {
        /** The same order for all trainings. */
        SAME("the same"),
        /** A separate random order for each training. */
        OWN("its own");

        private final String words;

        Order(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * A network in training.
     *
     * @param width d of the hidden layer
     */
    record Setting(Activation activation, int width, Order order) {
        @Override
        public String toString() {
            return activation.label() + ", width " + width + ", " + order.words() + " order";
        }
    }

    /** Outputs and hidden layers of one training after a step. */
    static final class View {
        private final double[] outputs;
        private final double[][] hidden;

        View(double[] outputs, double[][] hidden) {
            this.outputs = outputs;
            this.hidden = hidden;
        }

        /** g(x) of each point; not a copy. */
        double[] outputs() {
            return outputs;
        }

        /** h(x) [d] of each point; not a copy. */
        double[][] hidden() {
            return hidden;
        }
    }

    /**
     * Observes all trainings after given steps.
     *
     * @param steps ascending; 0 is before training
     * @return for each of the steps the view of each run
     */
    List<List<View>> views(Setting setting, List<Integer> steps) {
        List<List<View>> byRun = IntStream.range(0, runs)
                .parallel()
                .mapToObj(run -> train(setting, steps, run))
                .toList();
        return IntStream.range(0, steps.size())
                .mapToObj(i -> byRun.stream().map(views -> views.get(i)).toList())
                .toList();
    }

    /** The samples' numbers, step by step. */
    int[] order(Order order, int run, int steps) {
        SplittableRandom random = RandomStreams.of(seed, ORDER, order == Order.SAME ? 0 : 1 + run);
        int[] numbers = new int[steps];
        int[] epoch = {};
        for (int step = 0; step < steps; step++) {
            int within = step % samples.size();
            epoch = within == 0 ? RandomStreams.order(random, samples.size()) : epoch;
            numbers[step] = epoch[within];
        }
        return numbers;
    }

    private List<View> train(Setting setting, List<Integer> steps, int run) {
        int last = steps.get(steps.size() - 1);
        SplittableRandom start = RandomStreams.of(seed, START, setting.width(), run);
        OneLayerNetwork network =
                OneLayerNetwork.drawn(setting.activation(), setting.width(), samples.dimension(), start);
        int[] order = order(setting.order(), run, last);
        List<View> views = new ArrayList<>();
        for (int step = 0; step <= last; step++) {
            if (steps.contains(step)) {
                views.add(view(network));
            }
            if (step < last) {
                network.step(samples.x(order[step]), samples.y(order[step]));
            }
        }
        return views;
    }

    private View view(OneLayerNetwork network) {
        int n = points.size();
        double[] outputs = new double[n];
        double[][] hidden = new double[n][];
        for (int i = 0; i < n; i++) {
            outputs[i] = network.output(points.x(i));
            hidden[i] = network.hidden(points.x(i));
        }
        return new View(outputs, hidden);
    }
}
