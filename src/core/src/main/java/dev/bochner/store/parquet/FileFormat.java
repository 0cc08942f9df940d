package dev.bochner.store.parquet;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * How a table's files are written.
 *
 * @param compression name of the codec, one of {@link #codecs()}
 * @param rowGroupBytes size of a row group before it is compressed and flushed; what a file's writer holds in memory
 * @param timestamps how timestamps are laid out
 * @param sparkVersion goes into the footer, where Spark's reader looks for it
 */
public record FileFormat(String compression, long rowGroupBytes, TimestampEncoding timestamps, String sparkVersion)
        implements Serializable {
    private static final String NONE = "none";
    private static final List<String> CODECS = List.of(NONE, "uncompressed", "snappy", "zstd", "gzip", "lz4_raw");
    private static final String CRYPTO_FACTORY = "parquet.crypto.factory.class";

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if the codec is unknown or the row group has no size
     */
    public FileFormat {
        compression = compression.toLowerCase(Locale.ROOT);
        if (!CODECS.contains(compression)) {
            throw new IllegalArgumentException(
                    "Compression is " + compression + ", expected one of " + String.join(", ", CODECS));
        }
        if (rowGroupBytes < 1) {
            throw new IllegalArgumentException("Row group size is " + rowGroupBytes + " bytes, expected at least 1");
        }
    }

    /** The codecs that a file can be compressed with, by the names that Spark and Parquet give them, in lower case. */
    public static List<String> codecs() {
        return CODECS;
    }

    /**
     * Checks that files can be written as a Hadoop configuration asks for. It is checked for every file, too; a driver
     * that asks before it starts a job fails sooner.
     *
     * @throws IllegalArgumentException if it asks for Parquet's own encryption, which is not supported: to write in the
     *     clear what was to be secret would be worse than to fail
     */
    public static void requireSupported(Configuration conf) {
        Optional<String> factory =
                Optional.ofNullable(conf.getTrimmed(CRYPTO_FACTORY)).filter(name -> !name.isEmpty());
        if (factory.isPresent()) {
            throw new IllegalArgumentException("Hadoop's configuration has " + CRYPTO_FACTORY + " = " + factory.get()
                    + ", but feature tables know no Parquet encryption; leave it out for this job, and put the table"
                    + " into an HDFS encryption zone");
        }
    }

    /** The same format for a task that writes several files at once and has memory for one. */
    public FileFormat sharedBy(int files) {
        return new FileFormat(compression, Math.max(1, rowGroupBytes / files), timestamps, sparkVersion);
    }

    CompressionCodecName codec() {
        return compression.equals(NONE)
                ? CompressionCodecName.UNCOMPRESSED
                : CompressionCodecName.valueOf(compression.toUpperCase(Locale.ROOT));
    }
}
