package dev.bochner.store.parquet;

import org.apache.spark.sql.SparkSession;

/** One of Spark's readers of Parquet, by the settings that choose it. */
enum SparkReader {
    VECTORISED(true, true),
    VECTORISED_BUT_FOR_LISTS(true, false),
    ROW_BY_ROW(false, false);

    private final boolean vectorised;
    private final boolean lists;

    SparkReader(boolean vectorised, boolean lists) {
        this.vectorised = vectorised;
        this.lists = lists;
    }

    /** A session that reads so, and that looks at the checksums of pages. */
    SparkSession session(SparkSession spark) {
        SparkSession session = spark.newSession();
        session.conf().set("spark.sql.parquet.enableVectorizedReader", vectorised);
        session.conf().set("spark.sql.parquet.enableNestedColumnVectorizedReader", lists);
        session.conf().set("parquet.page.verify-checksum.enabled", true);
        return session;
    }
}
