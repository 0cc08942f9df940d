package dev.bochner.store.parquet;

import java.util.List;

/**
 * What a deployment chooses about a table's files.
 *
 * @param compression codec of the pages, one of {@link #CODECS}
 * @param bufferBytes memory in which a task gathers row groups, for all files that it writes at once
 */
public record FileOptions(String compression, long bufferBytes) {
    /** The codecs that Parquet writes without a library of the deployment's own. */
    public static final List<String> CODECS = List.of("gzip", "lz4_raw", "snappy", "uncompressed", "zstd");

    /** What reference.conf says. */
    public static final String DEFAULT_CODEC = "uncompressed";

    public static final long MIN_BUFFER_BYTES = 1L << 20;
    public static final long MAX_BUFFER_BYTES = 2L << 30;

    /** @throws IllegalArgumentException if a value is not one of those */
    public FileOptions {
        if (!CODECS.contains(compression)) {
            throw new IllegalArgumentException("compression is " + compression + ", expected one of " + CODECS);
        }
        if (bufferBytes < MIN_BUFFER_BYTES || bufferBytes > MAX_BUFFER_BYTES) {
            throw new IllegalArgumentException(
                    "bufferBytes is " + bufferBytes + ", expected " + MIN_BUFFER_BYTES + " to " + MAX_BUFFER_BYTES);
        }
    }
}
