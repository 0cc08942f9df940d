package dev.bochner.config;

/**
 * When a snapshot is refused, and how its dimension is found the first time.
 *
 * @param maxInvalidFraction largest share of quarantined rows that is still published, 0 to 1
 * @param dimensionSampleRows embeddings looked at to find d on the first run, 1 to {@value #MAX_SAMPLE_ROWS}
 * @param dimensionMajority least share of them that must agree, above one half, at most 1
 */
public record ValidationConfig(double maxInvalidFraction, int dimensionSampleRows, double dimensionMajority) {
    /** Most embeddings that are looked at: their lengths are counted, which needs no more. */
    public static final int MAX_SAMPLE_ROWS = 1_000_000;

    /** @throws IllegalArgumentException if a value is out of its range */
    public ValidationConfig {
        if (!(maxInvalidFraction >= 0 && maxInvalidFraction <= 1)) {
            throw new IllegalArgumentException("maxInvalidFraction is " + maxInvalidFraction + ", expected 0 to 1");
        }
        if (dimensionSampleRows < 1 || dimensionSampleRows > MAX_SAMPLE_ROWS) {
            throw new IllegalArgumentException(
                    "dimensionSampleRows is " + dimensionSampleRows + ", expected 1 to " + MAX_SAMPLE_ROWS);
        }
        if (!(dimensionMajority > 0.5 && dimensionMajority <= 1)) {
            throw new IllegalArgumentException(
                    "dimensionMajority is " + dimensionMajority + ", expected above 0.5, at most 1");
        }
    }
}
