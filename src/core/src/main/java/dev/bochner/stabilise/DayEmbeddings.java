package dev.bochner.stabilise;

import dev.bochner.store.source.EmbeddingEncoding;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A day's embeddings as the source delivers them.
 *
 * @param rows the columns id and embedding, in this order, then any others
 * @param encoding how the embedding column holds its numbers
 * @param d length of an embedding; embeddings of another length are skipped, as are those that phi would refuse
 * @param duplicateColumn a boolean column that is true for rows to be left out because their id is duplicate, and false or null
 *     for all others
 */
public record DayEmbeddings(Dataset<Row> rows, EmbeddingEncoding encoding, int d, Optional<String> duplicateColumn) {
    private static final int ID = 0;
    private static final int EMBEDDING = 1;

    Column id() {
        return Rows.column(rows, ID);
    }

    Column embedding() {
        return Rows.column(rows, EMBEDDING);
    }

    /** Returns the rows that have an id which occurs only once. */
    Dataset<Row> items() {
        Dataset<Row> identified = rows.where(id().isNotNull());
        return duplicateColumn
                .map(name -> identified.where(
                        functions.not(functions.coalesce(Rows.column(rows, name), functions.lit(false)))))
                .orElse(identified);
    }
}
