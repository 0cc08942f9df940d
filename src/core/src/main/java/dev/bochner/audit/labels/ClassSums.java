package dev.bochner.audit.labels;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Sums of vectors v per class c, S_c, and over all items, S, each with its number of items and its sum of squares; they
 * decide the mean inner product over all pairs, since sum over i != j in c of &lt;v_i, v_j&gt; = |S_c|^2 - sum |v_i|^2.
 *
 * <p><b>Shapes:</b> v [columns]; one sum of that length per class. An item of several classes is in each of their sums
 * and in S once.
 */
final class ClassSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private final int columns;
    private final Sum all;
    /** Sorted, since sums over classes depend on their order in the last bit. */
    private final Map<String, Sum> byClass = new TreeMap<>();

    ClassSums(int columns) {
        this.columns = columns;
        this.all = new Sum(columns);
    }

    /** Of some vectors. */
    private static final class Sum implements Serializable {
        private static final long serialVersionUID = 1L;

        private final double[] sum;
        private double squares;
        private long n;

        Sum(int columns) {
            this.sum = new double[columns];
        }

        void add(float[] v) {
            n++;
            for (int j = 0; j < sum.length; j++) {
                sum[j] += v[j];
                squares += (double) v[j] * v[j];
            }
        }

        void add(Sum other) {
            n += other.n;
            squares += other.squares;
            for (int j = 0; j < sum.length; j++) {
                sum[j] += other.sum[j];
            }
        }

        /** Of the inner products of all ordered pairs of different items. */
        double ofPairs() {
            double squared = 0.0;
            for (double component : sum) {
                squared += component * component;
            }
            return squared - squares;
        }

        double pairs() {
            return n * (n - 1.0);
        }
    }

    void add(List<String> classes, float[] v) {
        all.add(v);
        for (String label : classes) {
            byClass.computeIfAbsent(label, any -> new Sum(columns)).add(v);
        }
    }

    ClassSums add(ClassSums other) {
        all.add(other.all);
        other.byClass.forEach((label, sum) ->
                byClass.computeIfAbsent(label, any -> new Sum(columns)).add(sum));
        return this;
    }

    long items() {
        return all.n;
    }

    /**
     * A_n = sum_c (|S_c|^2 - sum_c |v|^2) / (n (n - 1)); absent for fewer than two items. The paper, Proposition 4.
     */
    OptionalDouble alignment() {
        return all.n < 2 ? OptionalDouble.empty() : OptionalDouble.of(withinClasses() / all.pairs());
    }

    /** Mean over pairs of one class minus mean over all pairs; absent if no two items share a class. */
    OptionalDouble contrast() {
        double pairs = byClass.values().stream().mapToDouble(Sum::pairs).sum();
        return pairs == 0.0
                ? OptionalDouble.empty()
                : OptionalDouble.of(withinClasses() / pairs - all.ofPairs() / all.pairs());
    }

    private double withinClasses() {
        return byClass.values().stream().mapToDouble(Sum::ofPairs).sum();
    }
}
