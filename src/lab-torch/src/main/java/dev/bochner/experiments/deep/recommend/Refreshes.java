package dev.bochner.experiments.deep.recommend;

import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.LinearMap;
import dev.bochner.rff.Normalisation;
import dev.bochner.stabilise.PolarFactor;
import dev.bochner.stabilise.RunningMean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Embeddings of the same films from repeated trainings, treated as consecutive days, and stabilised forms of them.
 * The first {@link #before} trainings only initialise the running mean.
 *
 * <p><b>Shapes:</b> each day [films][d].
 */
final class Refreshes {
    /** Least weight of a new day in the running mean; the first days are averaged equally. */
    private static final double WEIGHT = 0.1;

    private static final double SIGMA = 1;

    private final List<float[][]> trained;
    private final int before;

    /**
     * @param trained embeddings of each training, all of the same films
     * @param before trainings that come before the first day
     */
    Refreshes(List<float[][]> trained, int before) {
        this.trained = List.copyOf(trained);
        this.before = before;
    }

    /** The embeddings of each day, not stabilised. */
    List<float[][]> days() {
        return trained.subList(before, trained.size());
    }

    /** Mean of the first days, without alignment. */
    float[][] average(int days) {
        float[][] sum = new float[trained.get(0).length][trained.get(0)[0].length];
        for (float[][] day : days().subList(0, days)) {
            for (int film = 0; film < sum.length; film++) {
                for (int j = 0; j < sum[film].length; j++) {
                    sum[film][j] += day[film][j] / days;
                }
            }
        }
        return sum;
    }

    /** The days with unit length, each rotated onto the first. */
    List<float[][]> aligned() {
        float[][] anchor = unit(days().get(0));
        return days().stream().map(day -> rotated(unit(day), anchor)).toList();
    }

    /** The running mean on each day, of all trainings until then. */
    List<float[][]> runningMeans() {
        RunningMean rule = new RunningMean(WEIGHT);
        float[][] mean = unit(trained.get(0));
        List<float[][]> means = new ArrayList<>();
        for (int day = 0; day < trained.size(); day++) {
            if (day > 0) {
                float[][] aligned = rotated(unit(trained.get(day)), mean);
                for (int film = 0; film < mean.length; film++) {
                    rule.update(aligned[film], mean[film], day);
                }
            }
            if (day >= before) {
                means.add(unit(mean));
            }
        }
        return means;
    }

    /** Features of vectors: unit length, sigma 1. */
    static float[][] phi(float[][] vectors, int m, long seed) {
        FeatureMap map = FeatureMap.of(FeatureSpec.gaussian(vectors[0].length, m, seed, SIGMA, Normalisation.L2));
        return each(vectors, h -> {
            float[] features = new float[2 * m];
            map.apply(h, features);
            return features;
        });
    }

    /** The vectors divided by their norms; new arrays. */
    private static float[][] unit(float[][] vectors) {
        return each(vectors, h -> {
            double squares = 0;
            for (float x : h) {
                squares += (double) x * x;
            }
            float[] unit = new float[h.length];
            for (int j = 0; j < h.length; j++) {
                unit[j] = (float) (h[j] / Math.sqrt(squares));
            }
            return unit;
        });
    }

    /** X W with W = U V' of X'Y = U S V', the rotation or reflection that brings X closest to Y. */
    private static float[][] rotated(float[][] x, float[][] y) {
        LinearMap map = PolarFactor.of(matrix(x).transpose().multiply(matrix(y)).getData())
                .map();
        return each(x, h -> {
            float[] out = new float[h.length];
            map.apply(h, out);
            return out;
        });
    }

    private static RealMatrix matrix(float[][] rows) {
        double[][] values = new double[rows.length][rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                values[i][j] = rows[i][j];
            }
        }
        return new Array2DRowRealMatrix(values, false);
    }

    private static float[][] each(float[][] vectors, UnaryOperator<float[]> function) {
        float[][] mapped = new float[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            mapped[i] = function.apply(vectors[i]);
        }
        return mapped;
    }
}
