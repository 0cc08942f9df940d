package dev.bochner.rff;

/**
 * The counter-based generator Philox4x32-10: a bijection of 128-bit counters, chosen by a 64-bit key.
 *
 * <p>Counter-based, so a component of U can be computed alone, in any order and in any language with 32-bit integers.
 *
 * <p><b>Source:</b> Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. The test
 * holds it to the known answers that its authors publish (Random123).
 */
final class Philox4x32 {
    private static final int ROUNDS = 10;

    // The paper's multipliers, and its Weyl increments: the golden ratio and sqrt(3) - 1, as 32-bit fractions.
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;

    private Philox4x32() {}

    /**
     * Replaces a counter by its image.
     *
     * @param block the counter's four words, least significant first; receives the four words of output
     * @param key the two words of the key: word 0 in the low half, word 1 in the high half
     */
    static void encrypt(int[] block, long key) {
        int key0 = (int) key;
        int key1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * Integer.toUnsignedLong(block[0]);
            long product1 = MULTIPLIER_1 * Integer.toUnsignedLong(block[2]);
            block[0] = (int) (product1 >>> 32) ^ block[1] ^ key0;
            block[1] = (int) product1;
            block[2] = (int) (product0 >>> 32) ^ block[3] ^ key1;
            block[3] = (int) product0;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
    }
}
