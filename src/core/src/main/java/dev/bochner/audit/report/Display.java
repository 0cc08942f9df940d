package dev.bochner.audit.report;

import dev.bochner.audit.metric.Measure;

/**
 * How a measure is shown to people.
 *
 * @param title its name in words
 * @param unit of its figures
 */
record Display(String title, Unit unit) {
    /** The kind of a figure: how it is written, and the range that an axis of it never leaves. */
    enum Unit {
        /** Number of things. */
        COUNT(0, Double.POSITIVE_INFINITY),
        /** A part of a whole, 0 to 1, written in percent. */
        SHARE(0, 1),
        /** A difference of shares, written in percent. */
        SHARE_DIFFERENCE(-1, 1),
        /** A figure from 0 to 1 that is no part of anything. */
        UNIT_INTERVAL(0, 1),
        COSINE(-1, 1),
        DAYS(0, Double.POSITIVE_INFINITY),
        /** Any other figure that is never negative. */
        POSITIVE(0, Double.POSITIVE_INFINITY),
        ANY(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        private final double least;
        private final double most;

        Unit(double least, double most) {
            this.least = least;
            this.most = most;
        }

        double least() {
            return least;
        }

        double most() {
            return most;
        }

        boolean isPercent() {
            return this == SHARE || this == SHARE_DIFFERENCE;
        }
    }

    static Display of(Measure measure) {
        return switch (measure) {
            case ITEMS -> new Display("Items", Unit.COUNT);
            case ITEMS_BEFORE -> new Display("Items the day before", Unit.COUNT);
            case ITEMS_COMMON -> new Display("Items of both days", Unit.COUNT);
            case NEW_SHARE -> new Display("New items", Unit.SHARE);
            case GONE_SHARE -> new Display("Items that are gone", Unit.SHARE);
            case QUARANTINED_SHARE -> new Display("Refused rows", Unit.SHARE);
            case NORM -> new Display("Norm of an embedding", Unit.POSITIVE);
            case NORM_RATIO -> new Display("Median norm, today over the day before", Unit.POSITIVE);
            case MEAN_COSINE -> new Display("Mean cosine of two items", Unit.COSINE);
            case EFFECTIVE_RANK -> new Display("Effective rank", Unit.POSITIVE);
            case EFFECTIVE_RANK_RATIO -> new Display("Effective rank, today over the day before", Unit.POSITIVE);
            case DEAD_DIMENSIONS -> new Display("Constant dimensions", Unit.COUNT);
            case H_COORDINATE_VARIANCE -> new Display("Variance of an embedding between the days", Unit.POSITIVE);
            case H_ELEMENT_VARIANCE -> new Display("Variance of one number between the days", Unit.POSITIVE);
            case H_NOISE_TO_SIGNAL -> new Display("Noise to signal of the embeddings", Unit.POSITIVE);
            case H_NOISE_TO_SIGNAL_ALIGNED -> new Display("Noise to signal, rotation taken out", Unit.POSITIVE);
            case H_PIP_LOSS -> new Display("Change of inner products (PIP loss)", Unit.UNIT_INTERVAL);
            case H_CKA -> new Display("Agreement of similarities (CKA)", Unit.UNIT_INTERVAL);
            case H_PROCRUSTES_RESIDUAL -> new Display("Change beyond rotation", Unit.UNIT_INTERVAL);
            case H_ROTATION_SHARE -> new Display("Rotation's part of the change", Unit.SHARE);
            case H_ROTATION_SHARE_NULL -> new Display("Rotation's part, ids shuffled", Unit.SHARE);
            case H_EIGENSPACE_OVERLAP -> new Display("Overlap of eigenspaces", Unit.UNIT_INTERVAL);
            case H_EIGENSPACE_INSTABILITY -> new Display("Instability of eigenspaces", Unit.UNIT_INTERVAL);
            case H_KNN_OVERLAP -> new Display("Neighbours that an item keeps", Unit.SHARE);
            case H_ALIGNED_COSINE -> new Display("Cosine of both days, rotation taken out", Unit.COSINE);
            case H_ALIGNED_COSINE_P05 -> new Display("The same cosine, worst 5 % of items", Unit.COSINE);
            case PHI_ROWS_RECOMPUTED -> new Display("Feature rows recomputed", Unit.COUNT);
            case PHI_ROWS_DIFFERENT -> new Display("Feature rows that differ", Unit.COUNT);
            case PHI_COORDINATE_VARIANCE -> new Display("Variance of features between the days", Unit.POSITIVE);
            case PHI_COORDINATE_VARIANCE_EXPECTED -> new Display("Variance of features, by theory", Unit.POSITIVE);
            case PHI_COORDINATE_DRIFT -> new Display("Drift of features", Unit.POSITIVE);
            case PHI_INNER_PRODUCT_DRIFT -> new Display("Drift of the features' inner products", Unit.POSITIVE);
            case PHI_CKA -> new Display("Agreement of features (CKA)", Unit.UNIT_INTERVAL);
            case PHI_PIP_LOSS -> new Display("Change of features' inner products (PIP loss)", Unit.UNIT_INTERVAL);
            case PHI_KERNEL_ERROR -> new Display("Kernel error", Unit.POSITIVE);
            case PHI_KERNEL_ERROR_EXPECTED -> new Display("Kernel error, by theory", Unit.POSITIVE);
            case PHI_KERNEL_ERROR_RATIO -> new Display("Kernel error, measured over theory", Unit.POSITIVE);
            case STATE_ROWS_RECOMPUTED -> new Display("Running means recomputed", Unit.COUNT);
            case STATE_ROWS_DIFFERENT -> new Display("Running means that differ", Unit.COUNT);
            case EPOCH_CHANGE -> new Display("New epoch", Unit.COUNT);
            case MOVE_FOLLOWED -> new Display("Real move that features follow", Unit.SHARE);
            case LAG_DAYS -> new Display("Days to follow half of a real move", Unit.DAYS);
            case ALIGNMENT -> new Display("Alignment with the labels", Unit.ANY);
            case ALIGNMENT_CONTRAST -> new Display("Alignment, within classes minus all", Unit.ANY);
            case STALE_ACCURACY -> new Display("Accuracy of the day before's classifier", Unit.SHARE);
            case FRESH_ACCURACY -> new Display("Accuracy of today's classifier", Unit.SHARE);
            case STALE_ACCURACY_LOSS -> new Display("Accuracy that is lost without retraining", Unit.SHARE_DIFFERENCE);
            case STALE_MACRO_F1 -> new Display("Macro F1 of the day before's classifier", Unit.SHARE);
            case FRESH_MACRO_F1 -> new Display("Macro F1 of today's classifier", Unit.SHARE);
            case PROBE_DISAGREEMENT -> new Display("Items that classifiers disagree on", Unit.SHARE);
            case MODEL_SCORE_DRIFT -> new Display("Drift of a model's scores", Unit.POSITIVE);
            case MODEL_DECISION_CHANGES -> new Display("Changed decisions of a model", Unit.SHARE);
        };
    }

    /** A figure with its unit. */
    String figure(double value) {
        if (unit.isPercent() && Double.isFinite(value)) {
            return NumberFormats.percent(value);
        }
        return NumberFormats.number(value) + (unit == Unit.DAYS ? " days" : "");
    }
}
