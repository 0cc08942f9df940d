package dev.bochner.audit;

import dev.bochner.audit.metric.Constraint;
import java.util.List;
import java.util.Optional;

/**
 * How a snapshot is audited.
 *
 * @param when whether the daily job audits at all
 * @param fraction share of the items that drift is measured on, chosen by the hash of their ids, above 0 to 1
 * @param poolSize items of the sample on which pairs of items are compared
 * @param rowCheck how many stored rows are recomputed
 * @param weightColumn a carried column of numbers that tells popular items from others
 * @param headFraction share of the items that are popular
 * @param labels classes of items, if there are any
 * @param models files with linear models of downstream teams
 * @param retraining from when on downstream models are to be retrained
 * @param constraints what is asked of the figures
 */
public record AuditOptions(
        When when,
        double fraction,
        int poolSize,
        RowCheckSize rowCheck,
        Optional<String> weightColumn,
        double headFraction,
        Optional<LabelSource> labels,
        List<String> models,
        Retraining retraining,
        List<Constraint> constraints) {
    /** Most items of a pool: every pair of them is compared, in the driver. */
    public static final int MAX_POOL_SIZE = 20_000;

    public AuditOptions {
        models = List.copyOf(models);
        constraints = List.copyOf(constraints);
    }

    /** Whether the daily job audits. */
    public enum When {
        ALWAYS,
        NEVER
    }

    /**
     * Stored rows that are recomputed: the first ones of some files, spread over all.
     *
     * @param files at most so many
     * @param rows of each file
     */
    public record RowCheckSize(int files, int rows) {}

    /**
     * A table of items' classes.
     *
     * @param path where it is
     * @param format Spark's name of the format
     * @param idColumn its column of ids, equal to those of the embeddings as text
     * @param labelColumn its column of classes; an item may have several rows
     */
    public record LabelSource(String path, String format, String idColumn, String labelColumn) {}

    /**
     * From when on downstream models are to be retrained.
     *
     * @param coordinateDrift variance of the features between two days over their variance among items
     * @param staleAccuracyLoss accuracy that the stale probe loses
     */
    public record Retraining(double coordinateDrift, double staleAccuracyLoss) {}
}
