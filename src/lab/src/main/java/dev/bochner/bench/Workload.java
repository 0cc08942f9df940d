package dev.bochner.bench;

import dev.bochner.rff.FeatureSpec;
import dev.bochner.rff.Normalisation;

/**
 * Size of the job to measure.
 *
 * @param rows number of embeddings
 * @param d length of an embedding
 * @param m directions; features have 2m columns
 * @param partitions files of the input, and tasks that read it
 * @param versions feature versions that the daily job makes at once, with seeds 42, 43 and so on
 * @param codec Parquet's name of the codec that all files are written with
 */
public record Workload(long rows, int d, int m, int partitions, int versions, String codec) {
    private static final long FIRST_SEED = 42;

    /** @throws IllegalArgumentException if a number is not positive */
    public Workload {
        requirePositive("rows", rows);
        requirePositive("d", d);
        requirePositive("m", m);
        requirePositive("partitions", partitions);
        requirePositive("versions", versions);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", expected 1 or more");
        }
    }

    /** The spec of a version, counted from 0. */
    FeatureSpec spec(int version) {
        return FeatureSpec.gaussian(d, m, FIRST_SEED + version, 1.0, Normalisation.L2);
    }

    /** Bytes of one row's features. */
    long featureBytes() {
        return 2L * m * Float.BYTES;
    }
}
