package dev.bochner.rff;

/**
 * Standard normal deviates by place: deviate j of line i of a stream is a pure function of (seed, stream, i, j), the first
 * two steps at {@link Directions}, with the stream as the counter's third word.
 *
 * @param seed key of the generator
 * @param stream sequences of different streams are independent
 */
record NormalStream(long seed, int stream) {
    /** The directions of {@link Sampler#GAUSSIAN}. */
    static final int GAUSSIAN = 0;

    /** What the blocks of {@link Sampler#ORTHOGONAL} are made of. */
    static final int ORTHOGONAL = 1;

    /** What their lengths are made of. */
    static final int LENGTHS = 2;

    private static final int VERSION = 1;

    /** The first deviates of line i, as many as fit. */
    void fill(int i, double[] z) {
        int[] block = new int[4];
        for (int j = 0; j < z.length; j += 2) {
            block[0] = j / 2;
            block[1] = i;
            block[2] = stream;
            block[3] = VERSION;
            Philox4x32.encrypt(block, seed);
            z[j] = deviate(block[0], block[1]);
            if (j + 1 < z.length) {
                z[j + 1] = deviate(block[2], block[3]);
            }
        }
    }

    private static double deviate(int low, int high) {
        long x = Integer.toUnsignedLong(low) | (long) high << 32;
        // 52 bits and a half: exact in double, never 0 and never 1.
        double u = ((x >>> 12) + 0.5) * 0x1p-52;
        return NormalQuantile.of(u);
    }
}
