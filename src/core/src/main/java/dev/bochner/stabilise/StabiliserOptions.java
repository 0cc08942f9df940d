package dev.bochner.stabilise;

import dev.bochner.rff.Stabiliser.Kind;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How a job stabilises its embeddings.
 *
 * @param kind the rule
 * @param reference for PROCRUSTES, the date onto which embeddings are rotated; empty for that of the days before
 * @param landmarks for LANDMARKS, ids of items; empty if a column names groups
 * @param landmarkColumn for LANDMARKS, the carried column whose values are the groups; empty if items are listed
 * @param weight for RUNNING_MEAN, the share of today in the mean of an item that is known for long, above 0, up to 1
 * @param maxAgeDays for RUNNING_MEAN, days after which an item that left is forgotten, 0 or more
 * @param minCommonItems fewer items in common with the days before break the chain; 0 stands for d
 */
public record StabiliserOptions(
        Kind kind,
        Optional<LocalDate> reference,
        List<String> landmarks,
        Optional<String> landmarkColumn,
        double weight,
        int maxAgeDays,
        int minCommonItems) {
    /** Embeddings are mapped as they are delivered. */
    public static final StabiliserOptions NONE =
            new StabiliserOptions(Kind.NONE, Optional.empty(), List.of(), Optional.empty(), 1, 0, 0);

    public StabiliserOptions {
        landmarks = List.copyOf(landmarks);
    }

    /** What landmarks go by, for {@link dev.bochner.store.Manifest.Input#state()}. */
    String landmarksInput() {
        return label() + landmarkColumn.map(column -> " column=" + column).orElse("");
    }

    /** What procrustes goes by: the path of the anchor's state, or {@code itself}. */
    String procrustesInput(String anchor) {
        return label() + " anchor=" + anchor;
    }

    /** What a running mean goes by: its settings, and the path of the state before, or {@code none}. */
    String runningMeanInput(String previous) {
        return label() + " weight=" + weight + " max-age=" + maxAgeDays + " previous=" + previous;
    }

    private String label() {
        return kind.label();
    }
}
