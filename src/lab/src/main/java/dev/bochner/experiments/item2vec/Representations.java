package dev.bochner.experiments.item2vec;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.stabilise.PolarFactor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Computes representations from the embeddings of one or several trainings. Arguments are not changed.
 *
 * <p>The stabilisers are the product's mathematics (package stabilise) on arrays in double precision, without its
 * Spark jobs.
 *
 * <p><b>Shapes:</b> embeddings H [items][d], an item's row the same in every training.
 */
final class Representations {
    private Representations() {}

    /** Converts to double precision. */
    static double[][] of(float[][] rows) {
        double[][] wide = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            wide[i] = new double[rows[i].length];
            for (int j = 0; j < wide[i].length; j++) {
                wide[i][j] = rows[i][j];
            }
        }
        return wide;
    }

    /** Each row divided by its norm. */
    static double[][] unit(double[][] rows) {
        double[][] unit = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            unit[i] = rows[i].clone();
            double norm = Math.sqrt(dot(rows[i], rows[i]));
            for (int j = 0; j < unit[i].length; j++) {
                unit[i][j] /= norm;
            }
        }
        return unit;
    }

    /** The rows minus their mean. */
    static double[][] centred(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / rows.length;
            }
        }
        double[][] centred = new double[rows.length][mean.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                centred[i][j] = rows[i][j] - mean[j];
            }
        }
        return centred;
    }

    /** Mean of each number over the trainings. */
    static double[][] mean(List<double[][]> trainings) {
        double[][] mean = new double[trainings.get(0).length][trainings.get(0)[0].length];
        for (double[][] rows : trainings) {
            blend(mean, 1, rows, 1.0 / trainings.size());
        }
        return mean;
    }

    /** H W, W the rotation or reflection that brings them closest to a reference: Procrustes. */
    static double[][] aligned(double[][] rows, double[][] reference) {
        return times(rows, PolarFactor.of(product(rows, reference)).matrix());
    }

    /**
     * The product's running mean after each training: the unit rows are rotated onto the state and averaged into it
     * with the greater of the weight and 1/age; each result is normalised.
     */
    static List<double[][]> runningMeans(List<double[][]> trainings, double weight) {
        List<double[][]> means = new ArrayList<>();
        double[][] state = unit(trainings.get(0));
        means.add(state);
        for (int age = 2; age <= trainings.size(); age++) {
            double share = Math.max(weight, 1.0 / age);
            double[][] next = aligned(unit(trainings.get(age - 1)), state);
            double[][] blended = Arrays.stream(state).map(double[]::clone).toArray(double[][]::new);
            blend(blended, 1 - share, next, share);
            state = blended;
            means.add(unit(state));
        }
        return means;
    }

    /**
     * Coordinates relative to the centroids of groups, H L (L'L)^(-1/2), L the unit centroids of the unit rows.
     *
     * @param groups of each item, below 0 for none; from 0 without a gap
     */
    static double[][] landmarks(double[][] rows, int[] groups) {
        double[][] unit = unit(rows);
        TreeMap<Integer, double[]> sums = new TreeMap<>();
        for (int i = 0; i < unit.length; i++) {
            if (groups[i] >= 0) {
                double[] sum = sums.computeIfAbsent(groups[i], group -> new double[unit[0].length]);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += unit[i][j];
                }
            }
        }
        double[][] centroids = unit(sums.values().toArray(new double[0][]));
        RealMatrix l = new Array2DRowRealMatrix(centroids, false).transpose();
        return times(unit, PolarFactor.of(l.getData()).matrix());
    }

    /** phi of the unit rows, with the product's own arithmetic: [items][2m]. */
    static double[][] phi(double[][] rows, FeatureSpec spec) {
        FeatureMap map = FeatureMap.of(spec);
        double[][] features = new double[rows.length][];
        float[] h = new float[spec.d()];
        float[] out = new float[spec.columns()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < h.length; j++) {
                h[j] = (float) rows[i][j];
            }
            map.apply(h, out);
            features[i] = of(new float[][] {out})[0];
        }
        return features;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static void blend(double[][] state, double keep, double[][] rows, double share) {
        for (int i = 0; i < state.length; i++) {
            for (int j = 0; j < state[i].length; j++) {
                state[i][j] = keep * state[i][j] + share * rows[i][j];
            }
        }
    }

    private static double[][] product(double[][] rows, double[][] reference) {
        RealMatrix left = new Array2DRowRealMatrix(rows, false).transpose();
        return left.multiply(new Array2DRowRealMatrix(reference, false)).getData();
    }

    private static double[][] times(double[][] rows, double[][] w) {
        return new Array2DRowRealMatrix(rows, false)
                .multiply(new Array2DRowRealMatrix(w, false))
                .getData();
    }
}
