package dev.bochner.experiments.theory;

import java.util.SplittableRandom;

/**
 * Independent streams of random numbers, one for each purpose. Their values do not depend on the order in which
 * threads draw.
 */
final class RandomStreams {
    private RandomStreams() {}

    /**
     * The stream for a purpose.
     *
     * @param seed of the experiment
     * @param purposes numbers that identify the purpose, such as a phase and a run
     */
    static SplittableRandom of(long seed, long... purposes) {
        long mixed = new SplittableRandom(seed).nextLong();
        for (long purpose : purposes) {
            mixed = new SplittableRandom(mixed + purpose).nextLong();
        }
        return new SplittableRandom(mixed);
    }

    /** Independent normal deviates. */
    static double[] gaussian(SplittableRandom random, int n, double sd) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = sd * random.nextGaussian();
        }
        return values;
    }

    /** A point of the unit sphere, uniformly. */
    static double[] unit(SplittableRandom random, int d) {
        double[] point = gaussian(random, d, 1);
        double norm = Math.sqrt(dot(point, point));
        for (int j = 0; j < d; j++) {
            point[j] /= norm;
        }
        return point;
    }

    /** Numbers from 0 to n - 1 in random order. */
    static int[] order(SplittableRandom random, int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
