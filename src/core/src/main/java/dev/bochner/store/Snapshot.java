package dev.bochner.store;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * The features of one version for one date: the unit that is published, replaced, rolled back and expired.
 *
 * @param version the feature version
 * @param ds the date
 */
public record Snapshot(VersionId version, LocalDate ds) implements Comparable<Snapshot> {
    private static final Comparator<Snapshot> ORDER =
            Comparator.comparing(Snapshot::version).thenComparing(Snapshot::ds);

    /** Path below the table's root, {@code features/m=64/seed=42/ds=2026-11-20}. */
    public String relativePath() {
        return FeatureTable.FEATURES + "/" + this;
    }

    /** The directory of the date, {@code ds=2026-11-20}. */
    String datePart() {
        return "ds=" + ds;
    }

    @Override
    public int compareTo(Snapshot other) {
        return ORDER.compare(this, other);
    }

    /** {@code m=64/seed=42/ds=2026-11-20}. */
    @Override
    public String toString() {
        return version + "/" + datePart();
    }
}
