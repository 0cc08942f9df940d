package dev.bochner.experiments.theory;

import dev.bochner.experiments.theory.Trainings.View;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Variance between independent trainings; means over the points.
 *
 * @param output variance of g(x)
 * @param outputSize mean of g(x)^2
 * @param hidden variance of h(x), summed over its d coordinates
 * @param hiddenSize mean of |h(x)|^2
 * @param width d
 * @param inner variance of the inner product of h(x) and h(x'), over all pairs of points
 * @param innerSize mean of its square
 */
record Spread(
        double output, double outputSize, double hidden, double hiddenSize, int width, double inner, double innerSize) {

    /** Mean and variance (over n - 1) of one number of every training, added up. */
    private static final class Sum {
        private double variance;
        private double size;
        private int terms;

        void add(List<View> views, ToDoubleFunction<View> number) {
            double mean = 0;
            double square = 0;
            for (View view : views) {
                double value = number.applyAsDouble(view);
                mean += value / views.size();
                square += value * value / views.size();
            }
            variance += (square - mean * mean) * views.size() / (views.size() - 1);
            size += square;
            terms++;
        }
    }

    static Spread of(List<View> views) {
        int points = views.get(0).outputs().length;
        int width = views.get(0).hidden()[0].length;
        Sum output = new Sum();
        Sum hidden = new Sum();
        Sum inner = new Sum();
        for (int i = 0; i < points; i++) {
            int p = i;
            output.add(views, view -> view.outputs()[p]);
            for (int j = 0; j < width; j++) {
                int coordinate = j;
                hidden.add(views, view -> view.hidden()[p][coordinate]);
            }
            for (int j = 0; j < i; j++) {
                int other = j;
                inner.add(views, view -> RandomStreams.dot(view.hidden()[p], view.hidden()[other]));
            }
        }
        return new Spread(
                output.variance / output.terms,
                output.size / output.terms,
                hidden.variance / points,
                hidden.size / points,
                width,
                inner.variance / inner.terms,
                inner.size / inner.terms);
    }

    /** Share of |h(x)|^2 that differs from training to training: 1 if no two have anything in common. */
    double hiddenShare() {
        return hidden / hiddenSize;
    }

    /** Variance of one coordinate of h(x). */
    double coordinate() {
        return hidden / width;
    }
}
