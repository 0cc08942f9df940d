package dev.bochner.featurize;

import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.SourceFailures;
import dev.bochner.store.source.SourceSpec.UniqueIds;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A snapshot's rows, with every copy of a duplicate id marked. Close it when the rows have been read for the last time. */
public final class ScreenedRows implements AutoCloseable {
    private final EmbeddingSnapshot snapshot;
    private final Optional<DuplicateIds> duplicates;
    private final Dataset<Row> rows;

    private ScreenedRows(EmbeddingSnapshot snapshot, Optional<DuplicateIds> duplicates, Dataset<Row> rows) {
        this.snapshot = snapshot;
        this.duplicates = duplicates;
        this.rows = rows;
    }

    /** Scans the ids, unless the source guarantees that they are unique. */
    static ScreenedRows of(EmbeddingSnapshot snapshot, UniqueIds uniqueIds) {
        if (uniqueIds == UniqueIds.GUARANTEED) {
            return new ScreenedRows(snapshot, Optional.empty(), snapshot.rows());
        }
        DuplicateIds duplicates =
                SourceFailures.translating(snapshot.description(), () -> DuplicateIds.scan(snapshot.rows()));
        Dataset<Row> rows = duplicates.found() ? duplicates.mark(snapshot.rows()) : snapshot.rows();
        return new ScreenedRows(snapshot, Optional.of(duplicates), rows);
    }

    /** The snapshot whose rows these are. */
    public EmbeddingSnapshot snapshot() {
        return snapshot;
    }

    /** The columns id, embedding, carried columns and, if there are duplicates, the column that marks them. */
    public Dataset<Row> rows() {
        return rows;
    }

    /** The column that is true for copies of a duplicate id and null for all other rows; empty if no id occurs twice. */
    public Optional<String> duplicateColumn() {
        return extras().stream().findFirst().map(WritePlan.Extra::columnName);
    }

    List<WritePlan.Extra> extras() {
        return duplicates.filter(DuplicateIds::found).isPresent() ? List.of(WritePlan.Extra.DUPLICATE) : List.of();
    }

    @Override
    public void close() {
        duplicates.ifPresent(DuplicateIds::close);
    }
}
