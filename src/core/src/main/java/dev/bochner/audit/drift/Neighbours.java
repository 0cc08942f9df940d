package dev.bochner.audit.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The nearest of a pool of items by cosine, by comparing with all of them; where two are equally near, the lower id
 * first. An item of norm 0 has cosine 0 with all.
 *
 * <p><b>Shapes:</b> vectors [n][d], kept as [d][n] so that a query runs along items and C2 makes vectors of the
 * loop. Immutable and thread-safe.
 */
public final class Neighbours {
    private final List<String> ids;

    /** Unit vectors [d][n]. */
    private final float[][] columns;

    private Neighbours(List<String> ids, float[][] columns) {
        this.ids = ids;
        this.columns = columns;
    }

    /**
     * The pool.
     *
     * @param vectors [n][d], not necessarily of norm 1
     * @throws IllegalArgumentException if there are not as many ids as vectors, or these differ in length
     */
    public static Neighbours of(List<String> ids, float[][] vectors) {
        if (ids.size() != vectors.length) {
            throw new IllegalArgumentException(
                    "There are " + ids.size() + " ids and " + vectors.length + " vectors, expected as many of each");
        }
        int d = vectors.length == 0 ? 0 : vectors[0].length;
        float[][] columns = new float[d][vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            if (vectors[i].length != d) {
                throw new IllegalArgumentException(
                        "Dimension of item " + ids.get(i) + " is " + vectors[i].length + ", expected " + d);
            }
            double scale = inverseNorm(vectors[i]);
            for (int j = 0; j < d; j++) {
                columns[j][i] = (float) (scale * vectors[i][j]);
            }
        }
        return new Neighbours(List.copyOf(ids), columns);
    }

    private static double inverseNorm(float[] vector) {
        double squared = 0.0;
        for (float component : vector) {
            squared += (double) component * component;
        }
        return squared == 0.0 ? 0.0 : 1.0 / Math.sqrt(squared);
    }

    /**
     * Ids of the k items nearest to a vector, nearest first; all of them if there are fewer.
     *
     * @param vector [d]
     * @param exceptId an id that is not to be among them; any other text if all may
     */
    public List<String> nearest(float[] vector, int k, String exceptId) {
        double scale = inverseNorm(vector);
        float[] unit = new float[vector.length];
        for (int j = 0; j < unit.length; j++) {
            unit[j] = (float) (scale * vector[j]);
        }
        int[] nearest = nearest(cosines(unit), k, ids.indexOf(exceptId));
        List<String> names = new ArrayList<>();
        for (int item : nearest) {
            names.add(ids.get(item));
        }
        return List.copyOf(names);
    }

    /** Indices of the k items nearest to one of the pool, itself excepted, nearest first. */
    int[] nearest(int item, int k) {
        float[] unit = new float[columns.length];
        for (int j = 0; j < unit.length; j++) {
            unit[j] = columns[j][item];
        }
        return nearest(cosines(unit), k, item);
    }

    private float[] cosines(float[] unit) {
        if (unit.length != columns.length) {
            throw new IllegalArgumentException(
                    "Dimension of the query is " + unit.length + ", expected " + columns.length);
        }
        float[] cosines = new float[ids.size()];
        int j = 0;
        for (; j + 4 <= unit.length; j += 4) {
            addFour(unit, j, cosines);
        }
        for (; j < unit.length; j++) {
            addOne(unit[j], columns[j], cosines);
        }
        return cosines;
    }

    private void addFour(float[] unit, int j, float[] cosines) {
        float u0 = unit[j];
        float u1 = unit[j + 1];
        float u2 = unit[j + 2];
        float u3 = unit[j + 3];
        float[] c0 = columns[j];
        float[] c1 = columns[j + 1];
        float[] c2 = columns[j + 2];
        float[] c3 = columns[j + 3];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = Math.fma(u3, c3[i], Math.fma(u2, c2[i], Math.fma(u1, c1[i], Math.fma(u0, c0[i], cosines[i]))));
        }
    }

    private static void addOne(float u, float[] column, float[] cosines) {
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = Math.fma(u, column[i], cosines[i]);
        }
    }

    /** By insertion into a sorted list of at most k: almost all items stop at its end. */
    private int[] nearest(float[] cosines, int k, int except) {
        int[] best = new int[Math.min(k, cosines.length)];
        int size = 0;
        float least = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < cosines.length; i++) {
            // Most are farther than the last of the list, and only equals need a look at their ids.
            if (cosines[i] < least || i == except || (size == best.length && !isNearer(cosines, i, best, size - 1))) {
                continue;
            }
            int at = size == best.length ? size - 1 : size++;
            while (at > 0 && isNearer(cosines, i, best, at - 1)) {
                best[at] = best[at - 1];
                at--;
            }
            best[at] = i;
            least = size == best.length ? cosines[best[size - 1]] : least;
        }
        return Arrays.copyOf(best, size);
    }

    private boolean isNearer(float[] cosines, int item, int[] best, int at) {
        if (at < 0) {
            return false;
        }
        int other = best[at];
        return cosines[item] > cosines[other]
                || (cosines[item] == cosines[other] && ids.get(item).compareTo(ids.get(other)) < 0);
    }
}
