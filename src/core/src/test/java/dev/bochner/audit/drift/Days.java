package dev.bochner.audit.drift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/** Two days of embeddings, planted: x [n][d] today, y [n][d] the day before. */
final class Days {
    final float[][] x;
    final float[][] y;

    Days(float[][] x, float[][] y) {
        this.x = x;
        this.y = y;
    }

    /** Embeddings with unequal variances and means, and a second day that is correlated with the first. */
    static Days of(int n, int d, long seed) {
        Random random = new Random(seed);
        float[][] x = new float[n][d];
        float[][] y = new float[n][d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                double h = random.nextGaussian() / (1 + j);
                x[i][j] = (float) (0.3 + h + 0.2 * random.nextGaussian());
                y[i][j] = (float) (-0.1 + h + 0.3 * random.nextGaussian());
            }
        }
        return new Days(x, y);
    }

    /** Today is the day before, rotated at random, perhaps reflected. */
    static Days rotated(int n, int d, long seed) {
        Days days = of(n, d, seed);
        return new Days(times(days.y, orthogonal(d, seed + 1)), days.y);
    }

    /** Today's embeddings belong to other items. */
    Days shuffled(long seed) {
        List<float[]> rows = new ArrayList<>(List.of(x));
        Collections.shuffle(rows, new Random(seed));
        return new Days(rows.toArray(float[][]::new), y);
    }

    /** The same items in another order. */
    Days reordered(long seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        return new Days(
                order.stream().map(i -> x[i]).toArray(float[][]::new),
                order.stream().map(i -> y[i]).toArray(float[][]::new));
    }

    Moments moments() {
        return moments(0, x.length);
    }

    Moments moments(int from, int to) {
        Moments moments = new Moments(x[0].length);
        for (int i = from; i < to; i++) {
            moments.add(x[i], y[i]);
        }
        return moments;
    }

    SampledPairs pool() {
        return new SampledPairs(ids(x.length), x, y);
    }

    static List<String> ids(int n) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            ids.add("item-" + i);
        }
        return ids;
    }

    static RealMatrix orthogonal(int d, long seed) {
        Random random = new Random(seed);
        RealMatrix normal = new Array2DRowRealMatrix(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                normal.setEntry(i, j, random.nextGaussian());
            }
        }
        return new QRDecomposition(normal).getQ();
    }

    static float[][] times(float[][] rows, RealMatrix matrix) {
        return narrow(widen(rows).multiply(matrix));
    }

    static RealMatrix widen(float[][] rows) {
        RealMatrix wide = new Array2DRowRealMatrix(rows.length, rows[0].length);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                wide.setEntry(i, j, rows[i][j]);
            }
        }
        return wide;
    }

    static float[][] narrow(RealMatrix wide) {
        float[][] rows = new float[wide.getRowDimension()][wide.getColumnDimension()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = (float) wide.getEntry(i, j);
            }
        }
        return rows;
    }
}
