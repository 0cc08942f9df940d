package dev.bochner.audit.metric;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that the audit measures. The label is its name in configuration, history and report; how it is defined
 * stands where it is computed.
 */
public enum Measure {
    ITEMS("Items with an embedding today."),
    ITEMS_BEFORE("Items with an embedding the day before."),
    ITEMS_COMMON("Items of both days: what all drift is measured on."),
    NEW_SHARE("Share of today's items that the day before did not have."),
    GONE_SHARE("Share of the items of the day before that are missing today."),
    QUARANTINED_SHARE("Share of today's rows that were refused."),
    NORM("Euclidean norm of an embedding as it was delivered."),
    NORM_RATIO("Median norm today over the median of the day before."),
    MEAN_COSINE("Mean cosine of two different items: 1 if all embeddings point the same way."),
    EFFECTIVE_RANK("Dimensions that the embeddings really use, from 1 to d."),
    EFFECTIVE_RANK_RATIO("Effective rank today over that of the day before."),
    DEAD_DIMENSIONS("Dimensions that hold the same number for all items."),

    H_COORDINATE_VARIANCE("Variance of an embedding between the two days, summed over dimensions, mean over items."),
    H_ELEMENT_VARIANCE("Variance of one number of one item's embedding between the two days."),
    H_NOISE_TO_SIGNAL("Noise over signal, sigma_eps / sigma_h, of the embeddings as they are."),
    H_NOISE_TO_SIGNAL_ALIGNED("Noise over signal, sigma_eps / sigma_h, once rotation is taken out."),
    H_PIP_LOSS("Change of all inner products between items, 0 (none) to 1."),
    H_CKA("Linear CKA of the two days, 1 if they differ by rotation and scale only."),
    H_PROCRUSTES_RESIDUAL("Change that no rotation explains, over the variance of both days, 0 to 1."),
    H_ROTATION_SHARE("Share of the change that is mere rotation."),
    H_ROTATION_SHARE_NULL("The same share if today's embeddings belonged to other items at random."),
    H_EIGENSPACE_OVERLAP("Overlap of the spaces that the two days span among items, 0 to 1."),
    H_EIGENSPACE_INSTABILITY("Expected disagreement of linear models fitted on either day, 0 to 1."),
    H_KNN_OVERLAP("Share of an item's 10 nearest neighbours that it keeps, on a hashed sample."),
    H_ALIGNED_COSINE("Cosine of an item's two embeddings once rotation is taken out."),
    H_ALIGNED_COSINE_P05("The same cosine for the worst 5 % of items."),

    PHI_ROWS_RECOMPUTED("Feature rows that were recomputed from spec and embedding."),
    PHI_ROWS_DIFFERENT("Recomputed feature rows whose bits differ from the stored ones."),
    PHI_COORDINATE_VARIANCE("Variance of the features between the two days, summed over columns, mean over items."),
    PHI_COORDINATE_VARIANCE_EXPECTED("What theory expects of that variance, 1 - k(h, h')."),
    PHI_COORDINATE_DRIFT("Coordinate variance of the features over their variance among items."),
    PHI_INNER_PRODUCT_DRIFT("RMS change of the features' inner products between items."),
    PHI_CKA("Linear CKA of the two days' features."),
    PHI_PIP_LOSS("Change of all inner products between items' features, 0 (none) to 1."),
    PHI_KERNEL_ERROR("RMS error of the features' inner products against the kernel, over hashed pairs."),
    PHI_KERNEL_ERROR_EXPECTED("What theory expects of that error."),
    PHI_KERNEL_ERROR_RATIO("Measured kernel error over the expected one."),

    STATE_ROWS_RECOMPUTED("Running means that were recomputed from the state before and today's embedding."),
    STATE_ROWS_DIFFERENT("Recomputed running means whose bits differ from those of the state."),
    EPOCH_CHANGE("1 if the stabiliser started coordinates anew since the day before, else 0."),
    MOVE_FOLLOWED("Share of a real move that today's features follow, by the sampled items that moved most."),
    LAG_DAYS("Days until features follow half of a real move, at that pace."),

    ALIGNMENT("A_n(Q): mean inner product of pairs of one class, counted over all pairs."),
    ALIGNMENT_CONTRAST("Mean inner product within classes minus the mean over all pairs."),
    STALE_ACCURACY("Accuracy today of a classifier fitted on the day before."),
    FRESH_ACCURACY("Accuracy today of a classifier fitted today."),
    STALE_ACCURACY_LOSS("Fresh accuracy minus stale accuracy."),
    STALE_MACRO_F1("Macro F1 today of a classifier fitted on the day before."),
    FRESH_MACRO_F1("Macro F1 today of a classifier fitted today."),
    PROBE_DISAGREEMENT("Share of items on which the classifiers of the two days, each on its own day, disagree."),
    MODEL_SCORE_DRIFT("RMS change of a registered model's scores over their standard deviation the day before."),
    MODEL_DECISION_CHANGES("Share of items for which a registered model's decision changes.");

    private final String meaning;

    Measure(String meaning) {
        this.meaning = meaning;
    }

    /** Its name everywhere outside of the code, such as {@code h-rotation-share}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it says, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** The measure of a label. */
    public static Optional<Measure> of(String label) {
        return Arrays.stream(values())
                .filter(measure -> measure.label().equals(label))
                .findFirst();
    }
}
