package dev.bochner.store.parquet;

import java.io.Serializable;

/**
 * How a table's files are written.
 *
 * @param compression Parquet's name of the codec, e.g. {@code snappy}
 * @param rowGroupBytes size of a row group before it is flushed; what a writer holds in memory
 * @param timestamps how timestamps are laid out
 * @param sparkVersion goes into the footer, where Spark's reader looks for it
 */
public record FileFormat(String compression, long rowGroupBytes, TimestampEncoding timestamps, String sparkVersion)
        implements Serializable {

    /** The same format for a task that writes several files at once and has memory for one. */
    public FileFormat sharedBy(int files) {
        return new FileFormat(compression, Math.max(1, rowGroupBytes / files), timestamps, sparkVersion);
    }
}
