package dev.bochner.featurize;

import dev.bochner.store.source.QuotedName;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * Finds the ids that occur more than once in a snapshot, exactly, by scans of the id column. Usually there are none: one scan of
 * the ids' hashes shows that, and nothing else is done. Otherwise a join marks every copy.
 */
final class DuplicateIds implements AutoCloseable {
    private static final String ID = "bochner_id";

    private final Dataset<Row> ids;
    private final long count;

    private DuplicateIds(Dataset<Row> ids, long count) {
        this.ids = ids;
        this.count = count;
    }

    /** Scans the first column. Null ids do not count as duplicates; they are refused for a reason of their own. */
    static DuplicateIds scan(Dataset<Row> rows) {
        Column id = functions.col(ID);
        Dataset<Row> ids =
                rows.select(rows.col(quoted(rows.columns()[0])).as(ID)).where(id.isNotNull());
        Dataset<Row> repeated =
                ids.groupBy(id).count().where("count > 1").select(id).persist(StorageLevel.MEMORY_AND_DISK());
        boolean different = IdHashes.suits(rows.schema().fields()[0].dataType())
                && IdHashes.of(ids, id).allDiffer();
        return new DuplicateIds(repeated, different ? 0 : repeated.count());
    }

    boolean found() {
        return count > 0;
    }

    /** Returns the rows with an additional last column that is true for every copy of a duplicate id, and null otherwise. */
    Dataset<Row> mark(Dataset<Row> rows) {
        // The size of the cached ids is known by now, so that Spark broadcasts them if they are few and shuffles them
        // if they are
        // many.
        Dataset<Row> marked = ids.withColumn(WritePlan.Extra.DUPLICATE.columnName(), functions.lit(true));
        return rows.join(marked, rows.col(quoted(rows.columns()[0])).equalTo(marked.col(ID)), "left_outer")
                .drop(ID);
    }

    static String quoted(String column) {
        return QuotedName.of(column);
    }

    @Override
    public void close() {
        ids.unpersist();
    }
}
