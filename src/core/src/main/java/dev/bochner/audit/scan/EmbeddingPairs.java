package dev.bochner.audit.scan;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Both days' vectors as a table of pairs, (id string, today array&lt;float&gt;, before array&lt;float&gt;), as they enter
 * phi: for whoever needs rows and not a sketch. Row by row and boxed: meant for the items that have labels.
 */
public final class EmbeddingPairs {
    private static final String TODAY = "today";
    private static final String BEFORE = "before";

    private final EmbeddingSide today;
    private final EmbeddingSide before;

    public EmbeddingPairs(EmbeddingSide today, EmbeddingSide before) {
        this.today = today;
        this.before = before;
    }

    /** The pairs of all items. */
    public Dataset<Row> all() {
        return joined(today.rows(TODAY), before.rows(BEFORE));
    }

    /** The pairs of some items. */
    public Dataset<Row> of(Dataset<Row> ids) {
        return joined(
                today.rows(TODAY).join(ids, ids.columns(), "left_semi"),
                before.rows(BEFORE).join(ids, ids.columns(), "left_semi"));
    }

    private Dataset<Row> joined(Dataset<Row> todays, Dataset<Row> befores) {
        Column x = today.vector(functions.col(TODAY));
        Column y = before.vector(functions.col(BEFORE));
        return todays.join(befores, EmbeddingSide.ID)
                .select(functions.col(EmbeddingSide.ID), x.as(TODAY), y.as(BEFORE))
                .where(functions
                        .col(TODAY)
                        .isNotNull()
                        .and(functions.col(BEFORE).isNotNull()));
    }
}
