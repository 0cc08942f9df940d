package dev.bochner.audit.scan;

import dev.bochner.rff.Normalisation;
import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.SourceFailures;
import dev.bochner.store.tasks.SketchCatalog;
import dev.bochner.store.tasks.SketchFunction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** A pass over one day's embeddings; one Spark job without a shuffle of rows. */
public final class DayScan {
    private DayScan() {}

    /**
     * What embeddings are looked at, and how.
     *
     * @param d their length; others are passed over, as by the map
     * @param normalisation as for phi
     * @param poolSize most items of the pool
     * @param weightColumn a carried column of numbers, if there is one
     */
    public record ScanSettings(int d, Normalisation normalisation, int poolSize, Optional<String> weightColumn) {}

    /** What a sketch has to know. */
    record ScanPlan(
            int d,
            Normalisation normalisation,
            int poolSize,
            EmbeddingEncoding encoding,
            IdText id,
            boolean weighted,
            Set<Long> wanted)
            implements Serializable {}

    /**
     * Runs it.
     *
     * @param wanted hashes of ids whose embeddings are to be kept
     * @throws dev.bochner.store.source.SourceException if the source turns out to be unreadable
     */
    public static DaySketch run(EmbeddingSnapshot day, ScanSettings lens, Collection<Long> wanted) {
        ScanPlan plan = new ScanPlan(
                lens.d(),
                lens.normalisation(),
                lens.poolSize(),
                day.encoding(),
                IdText.of(day.id()),
                lens.weightColumn().isPresent(),
                new TreeSet<>(wanted));
        Dataset<Row> rows = Columns.withId(day.rows());
        List<Column> arguments =
                new ArrayList<>(List.of(Columns.hash(rows), Columns.id(rows), Columns.embedding(rows)));
        lens.weightColumn()
                .ifPresent(name -> arguments.add(Columns.named(rows, name).cast(DataTypes.DoubleType)));
        return SourceFailures.translating(
                day.description(),
                () -> SketchCatalog.sketch(
                        new SketchFunction<>("day", () -> new DaySketch(plan)),
                        rows,
                        arguments.toArray(Column[]::new)));
    }
}
