package dev.bochner.stabilise;

import dev.bochner.rff.Stabiliser.Kind;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How a job stabilises its embeddings.
 *
 * @param kind the kind of stabiliser
 * @param reference for PROCRUSTES, the date onto which embeddings are rotated; empty to keep the anchor of the days before
 * @param landmarks for LANDMARKS, ids of items; empty if a column names groups
 * @param landmarkColumn for LANDMARKS, the carried column whose values are the groups; empty if items are listed
 * @param weight for RUNNING_MEAN, the weight of today in the mean of an item that has been known for long, above 0, up to 1
 * @param maxAgeDays for RUNNING_MEAN, days after which an item that is missing from the source is dropped from the state, 0 or
 *     more
 * @param minCommonItems least number of items in common with the days before; with fewer, the chain breaks. 0 stands for d
 */
public record StabiliserOptions(
        Kind kind,
        Optional<LocalDate> reference,
        List<String> landmarks,
        Optional<String> landmarkColumn,
        double weight,
        int maxAgeDays,
        int minCommonItems) {
    /** Options without a stabiliser: embeddings are mapped as they are delivered. */
    public static final StabiliserOptions NONE =
            new StabiliserOptions(Kind.NONE, Optional.empty(), List.of(), Optional.empty(), 1, 0, 0);

    public StabiliserOptions {
        landmarks = List.copyOf(landmarks);
    }

    /** The stabiliser input of landmarks, for {@link dev.bochner.store.Manifest.Input#state()}. */
    String landmarksInput() {
        return label() + landmarkColumn.map(column -> " column=" + column).orElse("");
    }

    /** The stabiliser input of procrustes: the path of the anchor's state, or {@code itself} for an anchor. */
    String procrustesInput(String anchor) {
        return label() + " anchor=" + anchor;
    }

    /** The stabiliser input of a running mean: its settings, and the path of the earlier state, or {@code none} at the start. */
    String runningMeanInput(String previous) {
        return label() + " weight=" + weight + " max-age=" + maxAgeDays + " previous=" + previous;
    }

    private String label() {
        return kind.label();
    }
}
