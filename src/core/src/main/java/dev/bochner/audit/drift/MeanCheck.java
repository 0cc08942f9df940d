package dev.bochner.audit.drift;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether running means are those of the day before, moved on by today's embeddings: each is computed again, and has to
 * have the same bits. A wrong mean would show in no row of features, which are made of it, and stay for as long as the
 * chain. Not for several threads.
 */
public final class MeanCheck {
    private long rows;
    private long different;
    private String example = "";

    /** Checks the mean of an item, [d] both. */
    public void add(String id, float[] stored, float[] recomputed) {
        rows++;
        if (!Arrays.equals(stored, recomputed)) {
            different++;
            example = example.isEmpty() ? id : example;
        }
    }

    /** How many means were recomputed, and how many of them differ; nothing if there was none. */
    public List<Metric> metrics() {
        return rows == 0
                ? List.of()
                : List.of(
                        Metric.sampled(Measure.STATE_ROWS_RECOMPUTED, (double) rows, rows, 0),
                        Metric.sampled(Measure.STATE_ROWS_DIFFERENT, (double) different, rows, 0));
    }

    /** What to tell the person who can mend it; empty if all means are as they should be. */
    public Optional<String> diagnosis() {
        return different == 0
                ? Optional.empty()
                : Optional.of(different + " of " + rows + " recomputed running means differ, that of item " + example
                        + " for one: the state was not made from the state before and today's embeddings");
    }
}
