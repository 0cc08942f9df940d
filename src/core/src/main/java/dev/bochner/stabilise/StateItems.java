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
 * Reads the table of items of a state: the id in the source's type, then the columns named here. A later day's embeddings are
 * aligned with its means.
 */
public final class StateItems {
    /** Name of the column with the number of refreshes averaged in the mean, INT, 1 or more. */
    public static final String AGE = "age";

    /** Name of the column with the last date on which the source had the item, DATE. */
    public static final String LAST_SEEN = "last_seen";

    /** Name of the column with the mean of the item's aligned embeddings, not normalised, ARRAY&lt;FLOAT&gt; [d]. */
    public static final String MEAN = "mean";

    private StateItems() {}

    /**
     * Reads the items in a state's files, with the columns id (first, whatever its name), {@value #AGE}, {@value #LAST_SEEN} and
     * {@value #MEAN}. Every file is read once in full, to compare it with its recorded checksum, and one footer is read for the
     * schema.
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

    /** Selects the items that the source had on a date. */
    public static Dataset<Row> present(Dataset<Row> items, LocalDate ds) {
        Column day = functions.lit(ds.toString()).cast("date");
        return items.where(items.col(LAST_SEEN).equalTo(day));
    }
}
