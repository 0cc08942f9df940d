package dev.bochner.stabilise;

import dev.bochner.rff.LinearMap;
import dev.bochner.store.source.EmbeddingEncoding;
import dev.bochner.store.tasks.SketchCatalog;
import dev.bochner.store.tasks.SketchFunction;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Finds the rotation or reflection W that brings today's embeddings closest to the means of the same items in a state: W =
 * U V' of C = U S V', C = sum over the common items of x'y, x today's unit embedding and y the unit mean.
 *
 * <p>One sort-merge join by id, whose rows are aggregated directly into sums; only d^2 numbers reach the driver.
 * <b>Determinism:</b> the bits of W depend only on the two sets of items, not on their order or partitioning
 * ({@link ExactProducts}).
 *
 * <p><b>Source:</b> Schönemann, "A generalized solution of the orthogonal Procrustes problem", Psychometrika 1966.
 */
public final class Alignment {
    /** Singular values below this share of the largest one count as 0. */
    public static final double RANK_TOLERANCE = 1e-7;

    private static final String KEY = "bochner_key";
    private static final String TODAY = "bochner_today";
    private static final String ITEM_KEY = "bochner_item_key";
    private static final String MEAN = "bochner_mean";

    private Alignment() {}

    /**
     * The result of an alignment.
     *
     * @param map W [d][d]; the identity if no items are common
     * @param commonItems number of items that have a non-zero embedding today and a non-zero mean of the same length; 0 if the
     *     means have another length than d
     * @param rank rank of C; if it is below d, part of W is arbitrary, but deterministic
     * @param meanCosine mean over the common items of the cosine of x W and y, 1 if the embeddings were only rotated; 0 if there
     *     are no common items
     * @param itemLength length of the items' means, taken from the first item; 0 if there are no items
     */
    public record AlignmentResult(LinearMap map, long commonItems, int rank, double meanCosine, int itemLength) {}

    /**
     * Aligns a day with a state. This takes at most two Spark jobs: the first reads a single item, and is the only one if the
     * means have another length than today's embeddings.
     *
     * @param items the state's table of items, as {@link StateItems} reads it
     */
    public static AlignmentResult align(DayEmbeddings today, Dataset<Row> items) {
        int itemLength = length(items);
        if (itemLength != today.d()) {
            return nothingInCommon(today.d(), itemLength);
        }
        ExactProducts products = pairs(today, items).products();
        if (products.n() == 0) {
            return nothingInCommon(today.d(), itemLength);
        }
        PolarFactor factor = PolarFactor.of(products.sums());
        return new AlignmentResult(
                factor.map(),
                products.n(),
                factor.rank(RANK_TOLERANCE),
                factor.nuclearNorm() / products.n(),
                itemLength);
    }

    private static AlignmentResult nothingInCommon(int d, int itemLength) {
        return new AlignmentResult(LinearMap.identity(d), 0, 0, 0, itemLength);
    }

    private static int length(Dataset<Row> items) {
        List<Row> first = items.select(functions.size(items.col(StateItems.MEAN)))
                .limit(1)
                .collectAsList();
        return first.isEmpty() ? 0 : first.get(0).getInt(0);
    }

    private static PairSums pairs(DayEmbeddings today, Dataset<Row> items) {
        EmbeddingEncoding encoding = today.encoding();
        int d = today.d();
        Dataset<Row> joined = joined(today, items);
        return SketchCatalog.sketch(
                new SketchFunction<>("alignment", () -> new PairSums(encoding, d)),
                joined,
                joined.col(TODAY),
                joined.col(MEAN));
    }

    /** Joins the items by id. Rows without an id are dropped before the shuffle, because all of them would land in one task. */
    static Dataset<Row> joined(DayEmbeddings today, Dataset<Row> items) {
        Dataset<Row> left =
                today.items().select(today.id().as(KEY), today.embedding().as(TODAY));
        Dataset<Row> right = items.select(
                Rows.column(items, 0).as(ITEM_KEY), items.col(StateItems.MEAN).as(MEAN));
        return left.join(right.hint("merge"), left.col(KEY).equalTo(right.col(ITEM_KEY)), "inner");
    }
}
