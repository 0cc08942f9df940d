package dev.bochner.store.parquet;

import java.util.Locale;

/** How a timestamp is laid in Parquet: what {@code spark.sql.parquet.outputTimestampType} chooses. */
public enum TimestampEncoding {
    INT96,
    TIMESTAMP_MICROS,
    TIMESTAMP_MILLIS;

    /** The value that Spark's setting stands for. */
    public static TimestampEncoding of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT));
    }
}
