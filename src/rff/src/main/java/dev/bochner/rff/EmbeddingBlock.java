package dev.bochner.rff;

import dev.bochner.rff.FeatureMap.Outcome;

/**
 * Embeddings of one normalisation, normalised on their way in, waiting to be mapped together: the arithmetic is
 * fastest on blocks of rows, the more so the larger U is. One block may be mapped by several {@link FeatureMap}s of its d
 * and normalisation. Not for several threads.
 *
 * <p><b>Shapes:</b> each embedding h [d]; up to {@link #capacity} rows.
 */
public final class EmbeddingBlock {
    /** Whole groups of rows; more gave no speed. */
    private static final int MOST_ROWS = 64;

    /** Most components in a block of several groups, 4 MiB. */
    private static final int MOST_COMPONENTS = 1 << 20;

    /** Each x_j is rounded to float32, and s may be too small by d roundings in double: 2^-24 and a little. */
    private static final double UNIT_NORM = 1.0 + 0x1p-23;

    /** For the d roundings of s and two more. */
    private static final double ROUND_UP = 1.0 + 0x1p-23;

    private final Normaliser normaliser = new Normaliser();
    private final int d;
    private final Normalisation normalisation;
    private final int capacity;

    /** The normalised embeddings [capacity][d]. */
    private final float[] x;

    private int rows;
    private double lastNorm;

    private EmbeddingBlock(int d, Normalisation normalisation) {
        this.d = d;
        this.normalisation = normalisation;
        int groups = Math.max(1, Math.min(MOST_ROWS, MOST_COMPONENTS / d) / Kernel.GROUP);
        this.capacity = groups * Kernel.GROUP;
        this.x = new float[Math.multiplyExact(capacity, d)];
    }

    /**
     * An empty block.
     *
     * @param d length of each embedding, 1 or more
     * @throws IllegalArgumentException if d is not positive
     */
    public static EmbeddingBlock of(int d, Normalisation normalisation) {
        if (d < 1) {
            throw new IllegalArgumentException("d is " + d + ", expected 1 or more");
        }
        return new EmbeddingBlock(d, normalisation);
    }

    /** How many rows fit: 64, or fewer if d is over 16384. */
    public int capacity() {
        return capacity;
    }

    /** How many rows are in the block. */
    public int rows() {
        return rows;
    }

    /** Whether no further row fits. */
    public boolean isFull() {
        return rows == capacity;
    }

    /** Takes all rows out. */
    public void clear() {
        rows = 0;
    }

    /**
     * Normalises h [d], as {@link FeatureMap} does, and puts the result into the block as its last row.
     *
     * @return MAPPED if it is in the block; NOT_FINITE or ZERO_NORM if it is not
     * @throws IllegalArgumentException if h has not length d
     * @throws IllegalStateException if the block is full
     */
    public Outcome add(float[] h) {
        if (h.length != d) {
            throw new IllegalArgumentException("Dimension of h is " + h.length + ", expected " + d);
        }
        if (isFull()) {
            throw new IllegalStateException("The block holds " + rows + " rows, which is all it can");
        }
        Outcome outcome = normaliser.apply(normalisation, h, x, rows * d);
        if (outcome == Outcome.MAPPED) {
            rows++;
            lastNorm = norm();
        }
        return outcome;
    }

    private double norm() {
        return normalisation == Normalisation.NONE ? Math.sqrt(normaliser.squaredNorm()) * ROUND_UP : UNIT_NORM;
    }

    /**
     * An upper bound of the Euclidean norm of the row last added, after normalisation: what
     * {@link FeatureMap#keepsInRange} asks for.
     */
    public double lastNorm() {
        return lastNorm;
    }

    /** @throws IllegalArgumentException if this block is for other embeddings than the spec's */
    void requireFor(FeatureSpec spec) {
        if (spec.d() != d || spec.normalisation() != normalisation) {
            throw new IllegalArgumentException("The block holds embeddings of d = " + d + ", normalisation "
                    + normalisation.label() + ", expected d = " + spec.d() + ", normalisation "
                    + spec.normalisation().label());
        }
    }

    /** The rows themselves [rows][d], for kernels: not a copy, not to be written. */
    float[] x() {
        return x;
    }
}
