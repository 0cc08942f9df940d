package dev.bochner.config;

/**
 * When a snapshot is refused, and how its dimension is found the first time.
 *
 * @param maxInvalidFraction largest share of quarantined rows that is still published, 0 to 1
 * @param dimensionSampleRows embeddings looked at to find d on the first run
 * @param dimensionMajority least share of them that must agree, above one half
 */
public record ValidationConfig(double maxInvalidFraction, int dimensionSampleRows, double dimensionMajority) {}
