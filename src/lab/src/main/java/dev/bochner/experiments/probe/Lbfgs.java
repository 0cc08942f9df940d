package dev.bochner.experiments.probe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth, strictly convex function by L-BFGS with {@value #MEMORY} corrections, halving a step until it
 * satisfies Armijo's condition.
 *
 * <p><b>Determinism:</b> one thread, sums in order. <b>Source:</b> Nocedal and Wright, Numerical Optimization, 2nd
 * edition, algorithms 7.4 and 3.1.
 */
public final class Lbfgs {
    private static final int MEMORY = 10;
    private static final int ITERATIONS = 200;
    private static final int HALVINGS = 30;
    private static final double ARMIJO = 1e-4;

    /** Relative gain of an iteration below which the search ends. */
    private static final double TOLERANCE = 1e-6;

    private final Objective objective;
    private final Deque<Correction> corrections = new ArrayDeque<>();

    private Lbfgs(Objective objective) {
        this.objective = objective;
    }

    /** A function of n variables. */
    public interface Objective {
        /**
         * Evaluates the function and its gradient.
         *
         * @param gradient to fill
         */
        double at(double[] x, double[] gradient);
    }

    /**
     * A step and the change of the gradient along it.
     *
     * <p>A class and not a record: it holds arrays.
     */
    private static final class Correction {
        private final double[] step;
        private final double[] change;
        private final double curvature;

        Correction(double[] step, double[] change) {
            this.step = step;
            this.change = change;
            this.curvature = dot(step, change);
        }
    }

    /** The minimum of a function, to a relative tolerance of {@value #TOLERANCE}. */
    public static double[] minimise(Objective objective, double[] start) {
        return new Lbfgs(objective).from(start);
    }

    private double[] from(double[] start) {
        double[] x = start.clone();
        double[] gradient = new double[x.length];
        double value = objective.at(x, gradient);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] next = new double[x.length];
            double[] nextGradient = new double[x.length];
            double nextValue = step(x, value, gradient, next, nextGradient);
            if (!(value - nextValue > TOLERANCE * Math.abs(value))) {
                return nextValue < value ? next : x;
            }
            remember(x, gradient, next, nextGradient);
            x = next;
            gradient = nextGradient;
            value = nextValue;
        }
        return x;
    }

    /** Makes a step from x to next and returns the value at next. */
    private double step(double[] x, double value, double[] gradient, double[] next, double[] nextGradient) {
        double[] direction = direction(gradient);
        double slope = dot(direction, gradient);
        double length = 1;
        double nextValue = value;
        for (int halving = 0; halving < HALVINGS; halving++) {
            add(x, length, direction, next);
            nextValue = objective.at(next, nextGradient);
            if (nextValue <= value + ARMIJO * length * slope) {
                break;
            }
            length /= 2;
        }
        return nextValue;
    }

    private void remember(double[] x, double[] gradient, double[] next, double[] nextGradient) {
        double[] step = new double[x.length];
        double[] change = new double[x.length];
        add(next, -1, x, step);
        add(nextGradient, -1, gradient, change);
        if (corrections.size() == MEMORY) {
            corrections.removeFirst();
        }
        corrections.addLast(new Correction(step, change));
    }

    /** Minus the gradient times the approximate inverse of the Hessian, by the two-loop recursion. */
    private double[] direction(double[] gradient) {
        double[] q = new double[gradient.length];
        add(q, -1, gradient, q);
        if (corrections.isEmpty()) {
            double norm = Math.sqrt(dot(gradient, gradient));
            return scaled(q, norm > 0 ? Math.min(1, 1 / norm) : 1);
        }
        double[] weights = new double[corrections.size()];
        int i = weights.length;
        for (Iterator<Correction> newest = corrections.descendingIterator(); newest.hasNext(); ) {
            Correction correction = newest.next();
            weights[--i] = dot(correction.step, q) / correction.curvature;
            add(q, -weights[i], correction.change, q);
        }
        Correction last = corrections.getLast();
        q = scaled(q, last.curvature / dot(last.change, last.change));
        for (Correction correction : corrections) {
            double back = dot(correction.change, q) / correction.curvature;
            add(q, weights[i++] - back, correction.step, q);
        }
        return q;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** out = a + factor * b; out may be a. */
    private static void add(double[] a, double factor, double[] b, double[] out) {
        for (int i = 0; i < a.length; i++) {
            out[i] = a[i] + factor * b[i];
        }
    }

    private static double[] scaled(double[] a, double factor) {
        double[] out = new double[a.length];
        add(out, factor, a, out);
        return out;
    }
}
