package dev.bochner.stabilise;

import dev.bochner.store.DamagedFileException;
import dev.bochner.store.StoredFile;
import dev.bochner.store.parquet.VerifiedFiles;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * The table of items of a state: the id as the source has it, and behind it the columns named here. Its means are what a
 * later day's embeddings are aligned with.
 */
public final class StateItems {
    /** Refreshes that went into the mean, INT, 1 or more. */
    public static final String AGE = "age";

    /** The last date on which the source had the item, DATE. */
    public static final String LAST_SEEN = "last_seen";

    /** The mean of its aligned embeddings, not normalised, ARRAY&lt;FLOAT&gt; [d]. */
    public static final String MEAN = "mean";

    private StateItems() {}

    /**
     * The items in a state's files, with the columns id (first, whatever its name), {@value #AGE}, {@value #LAST_SEEN} and
     * {@value #MEAN}. Reads every file once, to compare it with its checksum on record, and one footer.
     *
     * @throws IllegalArgumentException if there are no files
     * @throws DamagedFileException if a file is not the one that was written
     */
    public static Dataset<Row> read(SparkSession spark, List<StoredFile> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("The state has no files of items, expected one or more");
        }
        Dataset<Row> items = VerifiedFiles.read(spark, files);
        return items.select(Rows.column(items, 0), items.col(AGE), items.col(LAST_SEEN), items.col(MEAN));
    }

    /** The items that the source had on a date. */
    public static Dataset<Row> present(Dataset<Row> items, LocalDate ds) {
        Column day = functions.lit(ds.toString()).cast("date");
        return items.where(items.col(LAST_SEEN).equalTo(day));
    }
}
