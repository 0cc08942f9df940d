package dev.bochner.store.parquet;

/**
 * What a deployment chooses about a table's files.
 *
 * @param compression codec of the pages, one of {@link FileFormat#codecs()}
 * @param bufferBytes memory in which a task gathers row groups, for all files that it writes at once
 */
public record FileOptions(String compression, long bufferBytes) {
    /** What reference.conf says. */
    public static final String DEFAULT_CODEC = "uncompressed";

    public static final long MIN_BUFFER_BYTES = 1L << 20;
    public static final long MAX_BUFFER_BYTES = 2L << 30;

    /** @throws IllegalArgumentException if a value is not one of those */
    public FileOptions {
        if (!FileFormat.codecs().contains(compression)) {
            throw new IllegalArgumentException(
                    "compression is " + compression + ", expected one of " + FileFormat.codecs());
        }
        if (bufferBytes < MIN_BUFFER_BYTES || bufferBytes > MAX_BUFFER_BYTES) {
            throw new IllegalArgumentException(
                    "bufferBytes is " + bufferBytes + ", expected " + MIN_BUFFER_BYTES + " to " + MAX_BUFFER_BYTES);
        }
    }
}
