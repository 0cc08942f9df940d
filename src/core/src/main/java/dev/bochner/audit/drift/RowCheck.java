package dev.bochner.audit.drift;

import dev.bochner.audit.metric.Measure;
import dev.bochner.audit.metric.Metric;
import dev.bochner.rff.FeatureMap;
import dev.bochner.rff.FeatureMap.Outcome;
import dev.bochner.rff.FeatureSpec;
import dev.bochner.store.VersionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether stored feature rows are those of their spec and their embeddings: each is computed again, and has to have the
 * same bits. A wrong U shows nowhere else, since features of any seed have the same distribution.
 *
 * <p><b>Shapes:</b> stored [2m], h [d] as it was delivered. It keeps the rows that differ: a sample of some thousand
 * rows is meant. Not for several threads.
 */
public final class RowCheck {
    private final FeatureMap map;
    private final List<Row> different = new ArrayList<>();

    /** Recomputed rows of all items, where the diagnosis looks for the owner of stored ones. */
    private final RowOwners owners = new RowOwners();

    private long rows;
    private long unknown;

    private RowCheck(FeatureMap map) {
        this.map = map;
    }

    /** A row that differs; the arrays are not to be written to. */
    record Row(String id, List<float[]> arrays) {
        float[] stored() {
            return arrays.get(0);
        }

        /** What should be stored; zeros if the map refuses h. */
        float[] recomputed() {
            return arrays.get(1);
        }

        float[] h() {
            return arrays.get(2);
        }
    }

    /** A check of rows of a spec. */
    public static RowCheck of(FeatureSpec spec) {
        return of(FeatureMap.of(spec));
    }

    /** A check of rows of a map. */
    public static RowCheck of(FeatureMap map) {
        return new RowCheck(map);
    }

    /**
     * Checks a row. One whose h the map refuses differs: it should not be there. The arrays are copied.
     *
     * @throws IllegalArgumentException if stored has not length 2m, or h not d
     */
    public void add(String id, float[] stored, float[] h) {
        if (stored.length != map.spec().columns()) {
            throw new IllegalArgumentException("Feature row of item " + id + " has " + stored.length
                    + " columns, expected " + map.spec().columns());
        }
        float[] recomputed = new float[stored.length];
        if (map.tryApply(h, recomputed) != Outcome.MAPPED) {
            Arrays.fill(recomputed, 0.0f);
        }
        rows++;
        owners.add(id, recomputed);
        if (!equalBits(stored, recomputed)) {
            different.add(new Row(id, List.of(stored.clone(), recomputed, h.clone())));
        }
    }

    /** Counts a stored row of no item: it differs from whatever should be there. */
    public void addUnknown() {
        rows++;
        unknown++;
    }

    private static boolean equalBits(float[] some, float[] other) {
        for (int j = 0; j < some.length; j++) {
            if (Float.floatToRawIntBits(some[j]) != Float.floatToRawIntBits(other[j])) {
                return false;
            }
        }
        return true;
    }

    /** How many rows were recomputed, and how many of them differ; nothing if there was none. */
    public List<Metric> metrics() {
        VersionId version = VersionId.of(map.spec());
        return rows == 0
                ? List.of()
                : List.of(
                        Metric.sampled(Measure.PHI_ROWS_RECOMPUTED, (double) rows, rows, 0)
                                .of(version),
                        Metric.sampled(Measure.PHI_ROWS_DIFFERENT, (double) (different.size() + unknown), rows, 0)
                                .of(version));
    }

    /** What must have gone wrong, for the person who can mend it; empty if all rows are as they should be. */
    public Optional<String> diagnosis() {
        return different.isEmpty()
                ? Optional.empty()
                : Optional.of(new RowDiagnosis(map.spec(), different, rows).text(owners));
    }
}
