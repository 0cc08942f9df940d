package dev.bochner.experiments.item2vec;

import java.util.SplittableRandom;

/** Draws outputs in proportion to the 0.75th power of their counts, as Word2vec does, by Walker's alias method. */
final class Negatives {
    private static final double POWER = 0.75;

    private final double[] keep;
    private final int[] alias;

    /** @param counts of each output; at least two are not 0 */
    Negatives(long[] counts) {
        int n = counts.length;
        double[] share = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            share[i] = Math.pow((double) counts[i], POWER);
            sum += share[i];
        }
        this.keep = new double[n];
        this.alias = new int[n];
        int[] small = new int[n];
        int[] large = new int[n];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < n; i++) {
            share[i] *= n / sum;
            if (share[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        while (smalls > 0 && larges > 0) {
            int poor = small[--smalls];
            int rich = large[larges - 1];
            keep[poor] = share[poor];
            alias[poor] = rich;
            share[rich] -= 1 - share[poor];
            if (share[rich] < 1) {
                larges--;
                small[smalls++] = rich;
            }
        }
        for (; larges > 0; larges--) {
            keep[large[larges - 1]] = 1;
        }
        for (; smalls > 0; smalls--) {
            keep[small[smalls - 1]] = 1;
        }
    }

    /** Writes an output to {@code targets[0]} and random negatives, none equal to it, behind it. */
    void draw(int output, int[] targets, SplittableRandom random) {
        targets[0] = output;
        for (int t = 1; t < targets.length; t++) {
            do {
                int place = random.nextInt(keep.length);
                targets[t] = random.nextDouble() < keep[place] ? place : alias[place];
            } while (targets[t] == output);
        }
    }
}
