package dev.bochner.serve.layer;

import dev.bochner.rff.Directions;
import dev.bochner.rff.FeatureMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Embeddings [d] as they come, and as they come once in a while. */
final class Rows {
    private Rows() {}

    static float[][] gaussian(int count, int d, double size) {
        SplittableRandom random = new SplittableRandom(count + d);
        float[][] rows = new float[count][d];
        for (float[] row : rows) {
            for (int j = 0; j < d; j++) {
                row[j] = (float) (size * random.nextGaussian());
            }
        }
        return rows;
    }

    /** Of every size that l2 has to bring to 1: norms from that of a subnormal number to nearly the largest. */
    static float[][] ofEverySize(int d) {
        List<float[]> rows = new ArrayList<>();
        for (double size : new double[] {1, 1e-3, 30, 1e30, 3e37, 1e-30, 1e-38, 1e-40, 1e-44}) {
            rows.addAll(List.of(gaussian(3, d, size)));
        }
        rows.add(filled(d, Float.MIN_VALUE));
        rows.add(filled(d, -1.1e-38f));
        rows.add(filled(d, Float.MAX_VALUE));
        return rows.toArray(float[][]::new);
    }

    /** Ordinary rows of which some components are subnormal, zero of either sign, or nearly all there is. */
    static float[][] withOddComponents(int d) {
        List<float[]> rows = new ArrayList<>();
        for (float odd : new float[] {Float.MIN_VALUE, -1e-40f, 0.0f, -0.0f, Float.MIN_NORMAL, 40f}) {
            for (int j = 0; j < d; j += Math.max(1, d / 3)) {
                float[] row = gaussian(1, d, 1)[0];
                row[j] = odd == 0 && d == 1 ? 1 : odd;
                rows.add(row);
                float[] oneHot = filled(d, 0);
                oneHot[j] = odd == 0 ? 1 : odd;
                rows.add(oneHot);
            }
        }
        return rows.toArray(float[][]::new);
    }

    /** Rows whose largest projection is of these sizes, up to nearly the limit of the map. */
    static float[][] ofLargeProjections(Directions u) {
        int d = u.spec().d();
        List<float[]> rows = new ArrayList<>();
        for (double largest : new double[] {10, 100, 1000, 5000, 12_345, 25_900, 26_000, 40_000, 60_000, 65_500}) {
            for (float[] row : gaussian(40, d, 1)) {
                double factor = largest / largestProjection(u, row);
                for (int j = 0; j < d; j++) {
                    row[j] *= (float) factor;
                }
                rows.add(row);
            }
        }
        return rows.toArray(float[][]::new);
    }

    private static double largestProjection(Directions u, float[] h) {
        double largest = 0;
        for (int i = 0; i < u.spec().m(); i++) {
            double z = 0;
            for (int j = 0; j < h.length; j++) {
                z += (double) u.component(i, j) * h[j];
            }
            largest = Math.max(largest, Math.abs(z));
        }
        return largest;
    }

    static float[] filled(int d, float value) {
        float[] row = new float[d];
        Arrays.fill(row, value);
        return row;
    }

    /** What the map makes of the rows; fails on one that it refuses. */
    static float[][] mapped(FeatureMap map, float[][] rows) {
        float[][] features = new float[rows.length][map.spec().columns()];
        for (int n = 0; n < rows.length; n++) {
            map.apply(rows[n], features[n]);
        }
        return features;
    }
}
