package dev.bochner.plan;

/**
 * What a version of m directions costs: bytes of a row, of all rows, and CPU time of a row in the daily job.
 *
 * @param bytesPerRow 2m float32 and an id of eight bytes, uncompressed; carried columns come on top
 * @param tableBytes of one day
 * @param cpuMicrosPerRow on the machine of docs/performance.md; of another take the quotient of two of them
 */
public record Cost(long bytesPerRow, double tableBytes, double cpuMicrosPerRow) {
    /** Where the time comes from. */
    public static final String SOURCE =
            "scaled from the daily job's 2.03 us at d = 64, m = 64 and 5.33 us at d = 128, m = 256"
                    + " (docs/performance.md: Parquet with unique ids, one core of an AMD EPYC)";

    /** Of a row whose features are left out: the id, and its share of pages and footers. */
    private static final long BYTES_BESIDE_FEATURES = 13;

    // Through the two measured points: the map is 0.2 us at 64 x 64 (design of the kernel), reading 0.3 us for 64
    // floats; what
    // writes m and what neither moves follow from them.
    private static final double FIXED = 1.0;
    private static final double READ = 0.3 / 64;
    private static final double WRITE = 0.53 / 64;
    private static final double MAP = 0.2 / 64 / 64;

    /** That of a version. */
    static Cost of(int d, long m, long items) {
        long bytes = 8 * m + BYTES_BESIDE_FEATURES;
        return new Cost(bytes, (double) bytes * items, FIXED + READ * d + WRITE * m + MAP * d * m);
    }
}
