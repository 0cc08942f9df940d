package dev.bochner.stabilise;

import java.io.Serializable;

/**
 * The mean of an item's aligned embeddings over its refreshes, M = (1 - a) M + a y with a = max(weight, 1/age): a plain
 * average while the item is young, an exponential one from then on.
 *
 * <p><b>Determinism:</b> M_k = (float) ((1 - a) * M_k + a * y_k) in double without FMA; a new item's M is y.
 *
 * @param weight the weight of today in the mean of an item that has been known for long, above 0, up to 1
 */
public record RunningMean(double weight) implements Serializable {
    /** @throws IllegalArgumentException if the weight is out of its range */
    public RunningMean {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException(
                    "Weight of the running mean is " + weight + ", expected above 0, up to 1");
        }
    }

    /**
     * Updates a mean with a new embedding.
     *
     * @param y today's aligned embedding [d]
     * @param mean the item's mean so far [d], not normalised; it is overwritten, and its content is ignored if the age is 0
     * @param age number of refreshes averaged in the mean, 0 for a new item
     * @return the new age
     * @throws IllegalArgumentException if the lengths differ or the age is negative
     */
    public int update(float[] y, float[] mean, int age) {
        if (y.length != mean.length || age < 0) {
            throw new IllegalArgumentException("Lengths of y and mean are " + y.length + " and " + mean.length
                    + " and the age is " + age + ", expected equal lengths and 0 or more");
        }
        if (age == 0) {
            System.arraycopy(y, 0, mean, 0, y.length);
            return 1;
        }
        // The age stops at the largest int, where 1/age is far below any weight.
        int grown = age == Integer.MAX_VALUE ? age : age + 1;
        double a = Math.max(weight, 1.0 / grown);
        average(y, mean, a);
        return grown;
    }

    private static void average(float[] y, float[] mean, double a) {
        double kept = 1 - a;
        for (int k = 0; k < mean.length; k++) {
            mean[k] = (float) (kept * mean[k] + a * y[k]);
        }
    }
}
