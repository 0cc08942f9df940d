package dev.bochner.audit.scan;

import java.io.Serializable;
import java.util.Arrays;

/** Which dimensions have held the same number so far: usually none after the second item, and then nothing is left to do. */
final class DeadDimensions implements Serializable {
    private static final long serialVersionUID = 1L;

    private final float[] first;

    /** The suspects: their dimensions, and how many of them there are. */
    private final int[] suspects;

    private int count;
    private boolean started;

    DeadDimensions(int d) {
        this.first = new float[d];
        this.suspects = new int[d];
        this.count = d;
        Arrays.setAll(suspects, j -> j);
    }

    void add(float[] h) {
        if (!started) {
            System.arraycopy(h, 0, first, 0, first.length);
            started = true;
            return;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int j = suspects[i];
            if (h[j] == first[j]) {
                suspects[kept++] = j;
            }
        }
        count = kept;
    }

    void add(DeadDimensions other) {
        if (!other.started) {
            return;
        }
        boolean[] dead = new boolean[first.length];
        for (int i = 0; i < other.count; i++) {
            dead[other.suspects[i]] = true;
        }
        if (started) {
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int j = suspects[i];
                if (dead[j] && other.first[j] == first[j]) {
                    suspects[kept++] = j;
                }
            }
            count = kept;
        } else {
            System.arraycopy(other.first, 0, first, 0, first.length);
            System.arraycopy(other.suspects, 0, suspects, 0, other.count);
            count = other.count;
            started = true;
        }
    }

    int count() {
        return count;
    }
}
