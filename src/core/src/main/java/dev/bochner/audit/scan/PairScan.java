package dev.bochner.audit.scan;

import dev.bochner.audit.drift.Rotation;
import dev.bochner.rff.Normalisation;
import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.source.EmbeddingSnapshot;
import dev.bochner.store.source.SourceFailures;
import dev.bochner.store.tasks.SketchCatalog;
import dev.bochner.store.tasks.SketchFunction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * A pass over two days' embeddings, joined by id: one sort-merge join, whose rows go straight into the sketch.
 */
public final class PairScan {
    private static final String KEY = "bochner_key";
    private static final String TODAY = "bochner_today";
    private static final String BEFORE_KEY = "bochner_before_key";
    private static final String BEFORE = "bochner_before";
    private static final String WEIGHT = "bochner_weight";

    private PairScan() {}

    /**
     * What is looked for.
     *
     * @param fraction share of the items to look at, chosen by the hash of their ids; 1 is all
     * @param rotation by which the items are aligned, of today's onto those of the day before
     * @param mostChanged how many items to keep
     * @param headAtLeast weight from which on an item belongs to the head; 0 without segments
     */
    public record Search(double fraction, Rotation rotation, int mostChanged, double headAtLeast) {}

    /** What a sketch has to know. */
    record PairPlan(
            int d,
            Normalisation normalisation,
            EmbeddingEncoding today,
            EmbeddingEncoding before,
            IdText id,
            Rotation rotation,
            int mostChanged,
            double headAtLeast)
            implements Serializable {}

    /**
     * Runs it.
     *
     * @throws dev.bochner.store.source.SourceException if a source turns out to be unreadable
     */
    public static PairSketch run(
            EmbeddingSnapshot today, EmbeddingSnapshot before, DayScan.ScanSettings lens, Search search) {
        PairPlan plan = new PairPlan(
                lens.d(),
                lens.normalisation(),
                today.encoding(),
                before.encoding(),
                IdText.of(today.id()),
                search.rotation(),
                search.mostChanged(),
                lens.weightColumn().isPresent() ? search.headAtLeast() : 0);
        Dataset<Row> joined = joined(today.rows(), before.rows(), lens, search.fraction());
        Column id = functions.coalesce(joined.col(KEY), joined.col(BEFORE_KEY));
        List<Column> arguments =
                new ArrayList<>(List.of(functions.xxhash64(id), id, joined.col(TODAY), joined.col(BEFORE)));
        lens.weightColumn().ifPresent(name -> arguments.add(joined.col(WEIGHT)));
        return SourceFailures.translating(
                today.description() + " and " + before.description(),
                () -> SketchCatalog.sketch(
                        new SketchFunction<>("pairs", () -> new PairSketch(plan)),
                        joined,
                        arguments.toArray(Column[]::new)));
    }

    private static Dataset<Row> joined(
            Dataset<Row> todays, Dataset<Row> befores, DayScan.ScanSettings lens, double fraction) {
        Dataset<Row> today = Columns.fraction(todays, fraction);
        List<Column> columns = new ArrayList<>(
                List.of(Columns.id(today).as(KEY), Columns.embedding(today).as(TODAY)));
        lens.weightColumn()
                .ifPresent(name -> columns.add(
                        Columns.named(today, name).cast(DataTypes.DoubleType).as(WEIGHT)));
        Dataset<Row> left = today.select(columns.toArray(Column[]::new));
        Dataset<Row> before = Columns.fraction(befores, fraction);
        Dataset<Row> right = before.select(
                Columns.id(before).as(BEFORE_KEY), Columns.embedding(before).as(BEFORE));
        return left.join(right.hint("merge"), left.col(KEY).equalTo(right.col(BEFORE_KEY)), "full_outer");
    }
}
